import { ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatTime } from "../../lib/format-units.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";

/** The block of each chain that the attestation is based on. */
export function AttestedBlocks({ attestation }: { attestation: Schemas["Attestation"] }) {
  const nameOf = useChainNames();
  return (
    <Panel title="Blocks" note="What it is based on">
      <TableRegion label="Blocks of the attestation">
        <table>
          <caption className="visually-hidden">The block of each chain that it is based on</caption>
          <thead>
            <tr>
              <th scope="col">Chain</th>
              <th scope="col" className="right">
                Wormhole id
              </th>
              <th scope="col" className="right">
                Block
              </th>
              <th scope="col">Time (UTC)</th>
              <th scope="col">Status then</th>
              <th scope="col">Hash</th>
            </tr>
          </thead>
          <tbody>
            {attestation.blocks.map((block) => (
              <tr key={block.chain}>
                <th scope="row">{nameOf(block.chain)}</th>
                <td className="right number">{block.wormholeChainId}</td>
                <td className="right number">{block.number.toLocaleString("en")}</td>
                <td className="number">{formatTime(block.time)}</td>
                <td>
                  <StatusTag
                    status={block.status}
                    tone={block.status === "finalized" ? "good" : "warn"}
                  />
                </td>
                <td>
                  <ShortHex text={block.hash} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
    </Panel>
  );
}
