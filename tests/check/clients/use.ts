// Calls every operation of the description through a typed client, and uses what comes back in strict mode.
import createClient from "openapi-fetch";
import { readFileSync } from "node:fs";
import type { components, paths } from "./api.js";

type Finding = components["schemas"]["Finding"];
type Link = components["schemas"]["Link"];

const site = process.argv[2] ?? "";
// Of the forms of an answer the client reads JSON.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: site });
const every = Object.keys(JSON.parse(readFileSync("openapi.json", "utf8")).paths as object);

function named(link: Link | null): string {
  return link === null ? "none" : link.title.trim();
}

async function answered(path: string): Promise<boolean> {
  const list = path.replace(/\{slug\}.*$/, "");
  const page = (await (await fetch(site + list)).json()) as { results?: { slug: string }[] };
  const slug = page.results?.[0]?.slug;
  if (path.includes("{slug}") && slug === undefined) return true;
  const needed: Record<string, string> = {
    "/api/v1/compare/": "?discourse=efficiency&discourse=responsiveness",
    "/api/v1/search/": "?q=trust",
    "/api/v1/suggest/": "?q=tr",
  };
  const response = await fetch(site + path.replace("{slug}", slug ?? "").replace("{name}", "records.csv.zip") + (needed[path] ?? ""));
  return response.status === 200 && (path.includes("{name}") || (await response.json()) !== null);
}

const { data, error } = await client.GET("/api/v1/findings/", { params: { query: { sector: ["public"] } } });
if (!data) throw new Error(String(error?.detail));
const said: string[] = data.results.map(
  (finding: Finding) => `${finding.title.trim()} ${finding.summary?.length ?? 0} ${named(finding.parent)}`,
);
const record = await client.GET("/api/v1/findings/{slug}/", { params: { path: { slug: "never-was" } } });
if (record.error?.code !== "not-found") throw new Error("a problem document has a code");
const called = await Promise.all(every.map(answered));
if (!called.every(Boolean)) throw new Error(every.filter((_, number) => !called[number]).join(" "));
console.log(called.length, said.length);
