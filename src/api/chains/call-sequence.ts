import { type Address, concatHex, type Hex, numberToHex, size } from "viem";

export type SequencedCall = { to: Address; data: Hex };
export type SequencedAnswer = { succeeded: boolean; data: Hex };

const WORD = 32;
/** Bytes of one call in the program: see `callProgram`. */
const CALL_LENGTH = 65;
const STATIC_CALL_LENGTH = 66;

/**
 * Creation code that makes calls one after the other in one eth_call without a recipient, and answers
 * with what each gave. Later calls see what earlier ones changed; nothing of it stays.
 * @param options.isStatic Lets no call change anything: one that would fails, and costs the others
 * ten million gas.
 */
export function encodeCallSequence(
  calls: readonly SequencedCall[],
  { isStatic = false }: { isStatic?: boolean } = {},
): Hex {
  // PUSH1 0: where the output goes on. At the end PUSH1 0, RETURN.
  const callLength = isStatic ? STATIC_CALL_LENGTH : CALL_LENGTH;
  const programLength = 2 + calls.length * callLength + 3;
  let offset = programLength;
  const programs = calls.map(({ to, data }) => {
    const program = callProgram({ to, offset, length: size(data), isStatic });
    offset += size(data);
    return program;
  });
  return concatHex(["0x6000", ...programs, "0x6000f3", ...calls.map(({ data }) => data)]);
}

/**
 * Reads the answers of a sequence: for each call a word that says whether it succeeded, a word with
 * the length of its data, and the data.
 * @throws RangeError where the output ends early.
 */
export function decodeCallSequence(output: Hex, count: number): SequencedAnswer[] {
  const answers: SequencedAnswer[] = [];
  const digits = output.slice(2);
  let at = 0;
  const take = (bytes: number): Hex => {
    const from = at;
    at += 2 * bytes;
    if (at > digits.length) throw new RangeError("The output of a sequence ends early.");
    return `0x${digits.slice(from, at)}`;
  };
  for (let call = 0; call < count; call += 1) {
    const succeeded = BigInt(take(WORD)) === 1n;
    const data = take(Number(BigInt(take(WORD))));
    answers.push({ succeeded, data });
  }
  return answers;
}

/** With the output's end on the stack before and after. */
function callProgram(call: {
  to: Address;
  offset: number;
  length: number;
  isStatic: boolean;
}): Hex {
  const length = concatHex(["0x62", numberToHex(call.length, { size: 3 })]);
  return concatHex([
    // CODECOPY(end, offset, length)
    length,
    concatHex(["0x62", numberToHex(call.offset, { size: 3 })]),
    "0x8239",
    // CALL(GAS, to, 0, end, length, 0, 0), or STATICCALL(10,000,000, to, end, length, 0, 0)
    "0x60006000",
    length,
    call.isStatic ? "0x83" : "0x836000",
    concatHex(["0x73", call.to]),
    call.isStatic ? "0x62989680fa" : "0x5af1",
    // MSTORE(end, succeeded), MSTORE(end + 32, RETURNDATASIZE)
    "0x81523d8160200152",
    // RETURNDATACOPY(end + 64, 0, RETURNDATASIZE)
    "0x3d6000826040013e",
    // end + 64 + RETURNDATASIZE
    "0x3d01604001",
  ]);
}
