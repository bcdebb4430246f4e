import { Resvg } from "@resvg/resvg-js";
import * as echarts from "echarts";
import type { Price, PriceStatus } from "../../src/api/pricing/price.ts";

const WIDTH = 1_200;
const HEIGHT = 640;
/** Colours that people with any colour vision tell apart; `ok` has none. */
const BANDS: Readonly<Record<PriceStatus, string | null>> = {
  ok: null,
  degraded: "rgba(230, 159, 0, 0.12)",
  stale: "rgba(120, 120, 120, 0.25)",
  no_quorum: "rgba(204, 121, 167, 0.25)",
  circuit_open: "rgba(213, 94, 0, 0.30)",
  unavailable: "rgba(0, 0, 0, 0.35)",
};

/** An SVG of a replay: each feed, the median, the low side, and a band for each status but `ok`. */
export function drawReplay(steps: readonly Price[], title: string): string {
  const chart = echarts.init(null, null, {
    renderer: "svg",
    ssr: true,
    width: WIDTH,
    height: HEIGHT,
  });
  const feedIds = [...new Set(steps.flatMap((step) => step.feeds.map((feed) => feed.feedId)))];
  const feeds = feedIds.map((id) => ({
    name: id,
    type: "line" as const,
    step: "end" as const,
    symbol: "none",
    lineStyle: { width: 1, opacity: 0.7 },
    data: steps.map((step) => [
      step.evaluatedAtSeconds * 1_000,
      plotted(step.feeds.find((feed) => feed.feedId === id)?.priceWad ?? null),
    ]),
  }));
  const line = (name: string, colour: string, value: (step: Price) => bigint | null) => ({
    name,
    type: "line" as const,
    step: "end" as const,
    symbol: "none",
    color: colour,
    lineStyle: { width: 2 },
    data: steps.map((step) => [step.evaluatedAtSeconds * 1_000, plotted(value(step))]),
  });
  const median = line("price (mid)", "#000000", (step) => step.midWad);
  const used = (Object.keys(BANDS) as PriceStatus[]).filter(
    (status) => BANDS[status] !== null && steps.some((step) => step.status === status),
  );
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    title: {
      text: title,
      subtext: used.map((status) => `{${status}|  ${status}  }`).join("  "),
      subtextStyle: {
        color: "#333333",
        rich: Object.fromEntries(
          used.map((status) => [status, { backgroundColor: BANDS[status] ?? "none" }]),
        ),
      },
      left: "center",
    },
    legend: { bottom: 4 },
    grid: { top: 80, left: 80, right: 30, bottom: 70 },
    xAxis: { type: "time" },
    yAxis: { type: "value", scale: true, name: "USD" },
    series: [
      ...feeds,
      line("price (low)", "#0072b2", (step) => step.lowWad),
      { ...median, markArea: { silent: true, data: bands(steps) } },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** The SVG as PNG bytes. */
export function rasterise(svg: string): Uint8Array {
  return new Resvg(svg, { font: { loadSystemFonts: true } }).render().asPng();
}

/** A picture needs no more digits than a screen shows. */
function plotted(wad: bigint | null): number | null {
  return wad === null ? null : Number(wad) / 1e18;
}

function bands(steps: readonly Price[]) {
  const areas: [{ xAxis: number; itemStyle: { color: string } }, { xAxis: number }][] = [];
  let begin = 0;
  for (let index = 1; index <= steps.length; index += 1) {
    const status = steps[begin]?.status;
    if (status === undefined || steps[index]?.status === status) continue;
    const from = steps[begin]?.evaluatedAtSeconds ?? 0;
    const until = (steps[index] ?? steps[index - 1])?.evaluatedAtSeconds ?? from;
    const color = BANDS[status];
    if (color !== null) {
      areas.push([{ xAxis: from * 1_000, itemStyle: { color } }, { xAxis: until * 1_000 }]);
    }
    begin = index;
  }
  return areas;
}
