import { CustomChart, LineChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { approximateForPixels, formatCompact, usefulDigits } from "../../lib/format-decimal.ts";
import { formatTime, words } from "../../lib/format-units.ts";

use([LineChart, CustomChart, GridComponent, TooltipComponent, MarkAreaComponent, CanvasRenderer]);

/** Decimal strings; null where unknown. `time` in unix seconds. */
export type ChartPoint = {
  time: number;
  status: string;
  low: string | null;
  mid: string | null;
  high: string | null;
};

/** Only here exact numbers become floats: for where a pixel lies. Its texts are of the exact ones. */
export default function SeriesCanvas(parameters: {
  unit: string;
  points: readonly ChartPoint[];
  intervalSeconds: number;
}) {
  const { unit, points, intervalSeconds } = parameters;
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = container.current!;
    const chart = init(element, undefined, { renderer: "canvas" });
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, []);
  useEffect(() => {
    const element = container.current!;
    // `init` gives the chart of the element that the first effect made.
    const chart = init(element);
    chart.setOption(chartOption({ element, unit, points, intervalSeconds }), { notMerge: true });
  }, [unit, points, intervalSeconds]);
  return <div ref={container} className="chart-space" />;
}

function chartOption(parameters: {
  element: HTMLElement;
  unit: string;
  points: readonly ChartPoint[];
  intervalSeconds: number;
}) {
  const { element, unit, points, intervalSeconds } = parameters;
  const colour = (name: string) => resolveColour(element, name);
  const [text, line, accent, band, warn, raised, strong] = [
    colour("--text-soft"),
    colour("--line"),
    colour("--accent"),
    colour("--accent-ground"),
    colour("--warn-ground"),
    colour("--raised"),
    colour("--text"),
  ];
  const pixel = (decimal: string | null) =>
    decimal === null ? null : approximateForPixels(decimal);
  const font = { fontFamily: getComputedStyle(element).fontFamily, fontSize: 11 };
  return {
    animation: false,
    grid: { left: 8, right: 12, top: 10, bottom: 4, containLabel: true },
    xAxis: {
      type: "time",
      useUTC: true,
      axisLine: { lineStyle: { color: line } },
      axisLabel: { color: text, hideOverlap: true, ...font },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      scale: true,
      axisLabel: {
        color: text,
        ...font,
        formatter: (value: number) => axisText(value),
      },
      splitLine: { lineStyle: { color: line } },
    },
    tooltip: {
      trigger: "axis",
      // Drawn on the canvas: markup with inline styles is against the page's policy.
      renderMode: "richText",
      backgroundColor: raised,
      borderColor: line,
      textStyle: { color: strong, ...font },
      axisPointer: { lineStyle: { color: text } },
      formatter: (items: { dataIndex: number }[]) => {
        const point = points[items[0]?.dataIndex ?? -1];
        return point === undefined ? "" : tipText(point, unit);
      },
    },
    series: [
      {
        type: "custom",
        silent: true,
        clip: true,
        encode: { x: 0, y: [1, 2] },
        data: points.map(({ time, low, high }) => [time * 1_000, pixel(low), pixel(high)]),
        renderItem: bandItem(points, intervalSeconds, band),
      },
      {
        type: "line",
        symbol: points.length > 1 ? "none" : "circle",
        connectNulls: false,
        data: points.map(({ time, mid }) => [time * 1_000, pixel(mid)]),
        lineStyle: { color: accent, width: 1.5 },
        itemStyle: { color: accent },
        markArea: {
          silent: true,
          itemStyle: { color: warn, opacity: 0.7 },
          data: doubtfulSpells(points, intervalSeconds).map(([from, to]) => [
            { xAxis: from * 1_000 },
            { xAxis: to * 1_000 },
          ]),
        },
      },
    ],
  };
}

/** The band as one shape for each run of known neighbours, drawn with the first point of the run. */
function bandItem(points: readonly ChartPoint[], intervalSeconds: number, fill: string) {
  type Api = { coord(point: [number, number]): [number, number] };
  const runs = knownRuns(points, intervalSeconds);
  return ({ dataIndex }: { dataIndex: number }, api: Api) => {
    const run = runs.get(dataIndex);
    if (run === undefined) return null;
    const corner = (time: number, decimal: string) =>
      api.coord([time * 1_000, approximateForPixels(decimal)]);
    return {
      type: "polygon",
      shape: {
        points: [
          ...run.map(({ time, low }) => corner(time, low)),
          ...run.map(({ time, high }) => corner(time, high)).reverse(),
        ],
      },
      style: { fill },
    };
  };
}

type KnownPoint = { time: number; low: string; high: string };

/** By the index of their first point. */
function knownRuns(
  points: readonly ChartPoint[],
  intervalSeconds: number,
): Map<number, KnownPoint[]> {
  const runs = new Map<number, KnownPoint[]>();
  let run: KnownPoint[] = [];
  for (const [index, { time, low, high }] of points.entries()) {
    if (low === null || high === null) {
      run = [];
      continue;
    }
    const last = run.at(-1);
    if (last === undefined || time - last.time > intervalSeconds * 1.5) {
      run = [];
      runs.set(index, run);
    }
    run.push({ time, low, high });
  }
  return runs;
}

/** From and to, in seconds, of times at which the status was not ok. */
function doubtfulSpells(
  points: readonly ChartPoint[],
  intervalSeconds: number,
): [number, number][] {
  const spells: [number, number][] = [];
  for (const { time, status } of points) {
    if (status === "ok") continue;
    const last = spells.at(-1);
    if (last !== undefined && last[1] >= time - 1) last[1] = time + intervalSeconds;
    else spells.push([time, time + intervalSeconds]);
  }
  return spells;
}

function tipText({ time, status, low, mid, high }: ChartPoint, unit: string): string {
  const text = (decimal: string | null) =>
    decimal === null ? "unknown" : formatCompact(decimal, usefulDigits(decimal), "nearest");
  const band = low === mid && high === mid ? [] : [`low ${text(low)}   high ${text(high)}`];
  return [`${formatTime(time)} UTC`, `${text(mid)} ${unit}`, ...band, words(status)].join("\n");
}

function axisText(value: number): string {
  const decimal = value.toFixed(12).replace(/\.?0+$/, "");
  if (Math.abs(value) >= 1_000_000) return formatCompact(decimal, 2, "nearest");
  return value.toLocaleString("en", { maximumSignificantDigits: 8 });
}

/** A colour of the tokens as the canvas understands it. */
function resolveColour(element: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
