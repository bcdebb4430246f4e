/* Stands in for "ponder:registry" in handler tests: keeps what src registers, by event name. */

// biome-ignore lint/suspicious/noExplicitAny: events of every source pass through one map.
type Handler = (parameters: { event: any; context: any }) => Promise<void> | void;

const handlers = new Map<string, Handler>();

/**
 * What handlers import from "ponder:registry".
 * @public
 */
export const ponder = {
  on(name: string, handler: Handler): void {
    if (handlers.has(name)) throw new Error(`Two handlers are registered for ${name}.`);
    handlers.set(name, handler);
  },
};

export function forgetHandlers(): void {
  handlers.clear();
}

export function registeredEvents(): string[] {
  return [...handlers.keys()];
}

export function handlerOf(name: string): Handler {
  const handler = handlers.get(name);
  if (handler === undefined) throw new Error(`No handler is registered for ${name}.`);
  return handler;
}
