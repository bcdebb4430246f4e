/** Downloads what a route answers, as CSV. `query` is the view's own, with its `at`. */
export function CsvLink(parameters: {
  path: string;
  query?: Record<string, string | number | undefined>;
  label?: string;
}) {
  const { path, query = {}, label = "CSV" } = parameters;
  const search = new URLSearchParams({ format: "csv" });
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return (
    <a className="csv-link" href={`${path}?${search}`} download>
      {label}
    </a>
  );
}
