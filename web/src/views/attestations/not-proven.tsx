/** What no step above can prove, so that nobody takes the proof for more than it is. */
export function NotProven() {
  return (
    <section className="not-proven" aria-labelledby="not-proven">
      {/* biome-ignore lint/correctness/useUniqueElementIds: there is one proof on the page. */}
      <h3 id="not-proven">What this does not prove</h3>
      <ul>
        <li>
          That the root is <em>right</em>: the guardians sign that the emitter published it. Whoever
          doubts it computes it again from the chains, at the attested blocks, by the rules named.
        </li>
        <li>That the blocks named are, and stay, part of their chains: ask a node of yours.</li>
        <li>That a receiver has taken the attestation: look at its chain, or ask it there.</li>
        <li>
          Which chain a Wormhole id stands for, and the names of protocols: the server says them, no
          signed byte does. Market ids, assets, holders and amounts are signed.
        </li>
        <li>
          That this page is honest: the same server gave it to you. For more than a look, check with
          code of your own.
        </li>
      </ul>
    </section>
  );
}
