import type { Schemas } from "../lib/api.ts";
import { StatusTag } from "./status-tag.tsx";

/** Whether a feed voted, or why not. Of feeds with the same upstream one speaks for all of them. */
export function VoteTag({ feed }: { feed: Schemas["FeedEvidence"] }) {
  const { voted, reject, voteGroup } = feed;
  if (voted) return <StatusTag status={`voted for group ${voteGroup}`} tone="good" />;
  if (reject !== null) return <StatusTag status={reject} tone="warn" />;
  return (
    <StatusTag
      status={`spare in group ${voteGroup}`}
      title="Good, but another feed of the same upstream speaks for the group."
    />
  );
}
