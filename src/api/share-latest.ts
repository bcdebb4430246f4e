/**
 * A read that many callers share: whoever calls gets what a read found that began after the call, and
 * no more than one is under way at a time.
 */
export function shareLatest<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | null = null;
  let following: Promise<Value> | null = null;

  function begin(): Promise<Value> {
    const reading = read().finally(() => {
      if (running === reading) running = null;
    });
    running = reading;
    return reading;
  }

  return () => {
    if (running === null) return begin();
    const afterwards = () => {
      following = null;
      return begin();
    };
    following ??= running.then(afterwards, afterwards);
    return following;
  };
}
