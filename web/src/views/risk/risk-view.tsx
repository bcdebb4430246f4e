import { PageTitle } from "../../components/page-title.tsx";

export function Component() {
  return <PageTitle title="Risk" />;
}
