/**
 * Rule R2: which feeds are one vote. Feeds that share an upstream tag, directly or through a third
 * feed, belong to one group (union-find over the tags). Groups are numbered from 0 in the order of
 * their smallest feed id, so that the numbers do not depend on the order of the feeds.
 */
export function groupByUpstream(
  feeds: readonly { id: string; upstream: readonly string[] }[],
): Map<string, number> {
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    const parent = parents.get(node) ?? node;
    if (parent === node) return node;
    const root = rootOf(parent);
    parents.set(node, root);
    return root;
  };
  const sorted = feeds.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const feed of sorted) {
    for (const tag of feed.upstream) parents.set(rootOf(`tag ${tag}`), rootOf(`feed ${feed.id}`));
  }
  const numbers = new Map<string, number>();
  const groups = new Map<string, number>();
  for (const feed of sorted) {
    const root = rootOf(`feed ${feed.id}`);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    groups.set(feed.id, number);
  }
  return groups;
}
