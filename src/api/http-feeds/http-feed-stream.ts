/**
 * Whose HTTP observations: one network's. Releases of the index share them, because what was not
 * stored at its time cannot be had again.
 */
export function httpFeedStream(network: { name: string }): string {
  return network.name;
}
