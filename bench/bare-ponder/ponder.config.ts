export { default } from "../cached.config.ts";
