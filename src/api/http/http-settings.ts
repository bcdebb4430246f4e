import type { AccessRules } from "../access/access-rules.ts";

/** How the server deals with requests as such, whatever they ask for. */
export type HttpSettings = {
  /** Names the code that answers: an answer of another release may have another form. */
  release: string;
  /** Origins whose pages may read answers; `*`: all. */
  corsOrigins: "*" | readonly string[];
  /** How many proxies in front append to X-Forwarded-For; 0: the header is not looked at. */
  trustedProxies: number;
  /** Null: nobody is limited and no key is looked at. */
  access: AccessRules | null;
};
