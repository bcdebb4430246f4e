import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Take minutes; begun last, one of them would run alone at the end. */
const LONGEST = ["index-parity", "at-rest", "demo", "worker-resume", "perp-v2", "devnet", "venus"];

/** Starts with the test files that take longest, then goes on as Vitest does. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`/integration/${name}.test.ts`));
      return index === -1 ? LONGEST.length : index;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
