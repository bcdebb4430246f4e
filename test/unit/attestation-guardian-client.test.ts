import { describe, expect, test } from "vitest";
import { createGuardianClient } from "../../src/api/worker/guardian-client.ts";

const id = {
  emitterChain: 10_002,
  emitterAddress: `0x${"00".repeat(12)}${"ab".repeat(20)}`,
  sequence: 18_446_744_073_709_551_615n,
} as const;

/** A client on a service that gives these answers, one after the other. */
function clientOf(...answers: (Response | Error)[]) {
  const asked: string[] = [];
  const client = createGuardianClient({
    url: "http://guardian.example/",
    fetch: async (input) => {
      asked.push(String(input));
      const answer = answers.shift();
      if (answer === undefined) throw new Error("asked too often");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, asked };
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

describe("a guardian client", () => {
  test("asks in the guardians' form and reads base64", async () => {
    const { client, asked } = clientOf(json({ vaaBytes: "AQIDBA==" }));
    expect(await client.signedVaa(id)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(asked).toEqual([
      `http://guardian.example/v1/signed_vaa/10002/${"00".repeat(12)}${"ab".repeat(20)}/18446744073709551615`,
    ]);
  });

  test("takes the guardians' 404 for not yet", async () => {
    const missing = { code: 5, message: "requested VAA not found in store", details: [] };
    expect(await clientOf(json(missing, 404)).client.signedVaa(id)).toBeNull();
  });

  test("asks again after a broken connection and a server's error", async () => {
    const { client, asked } = clientOf(
      new TypeError("fetch failed"),
      json({}, 503),
      json({ vaaBytes: "AQ==" }),
    );
    expect(await client.signedVaa(id)).toEqual(Uint8Array.of(1));
    expect(asked).toHaveLength(3);
  });

  test("asks again where the body of an answer breaks off", async () => {
    const late = new DOMException("too late", "TimeoutError");
    const brokenOff = new ReadableStream({ start: (controller) => controller.error(late) });
    const { client, asked } = clientOf(new Response(brokenOff), json({ vaaBytes: "AQ==" }));
    expect(await client.signedVaa(id)).toEqual(Uint8Array.of(1));
    expect(asked).toHaveLength(2);
  });

  test("gives up after three tries, and at once on an answer that it does not understand", async () => {
    const refused = new TypeError("connection refused");
    const down = clientOf(refused, refused, refused);
    await expect(down.client.signedVaa(id)).rejects.toThrow(
      /guardian\.example\/ does not answer as it should: connection refused/,
    );
    expect(down.asked).toHaveLength(3);
    for (const answer of [
      json({ vaaBytes: "not base64!" }),
      json({}),
      new Response("<html>"),
      json({}, 400),
    ]) {
      const strange = clientOf(answer);
      await expect(strange.client.signedVaa(id)).rejects.toMatchObject({
        code: "guardian-service",
      });
      expect(strange.asked).toHaveLength(1);
    }
  });
});
