import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../channels/test/registries/fixtures.ts";

export const UPGRADE_CODE = "{6F1C9B3E-6F43-4C5F-9C39-4C1D8E0F5A11}";
export const OTHER_CODE = "{6F1C9B3E-6F43-4C5F-9C39-4C1D8E0F5A99}";
export const PRODUCT_CODE = "{0F1C9B3E-6F43-4C5F-9C39-4C1D8E0F5A05}";

export interface MsiFacts {
  /** ProductVersion, where it is written otherwise. */
  readonly inside?: string;
  readonly payload?: string | Buffer;
  /** Without, a product code is made up. */
  readonly product?: string;
  /** Whether it replaces installed ones. */
  readonly major?: boolean;
  /** Statements of SQL. */
  readonly sql?: readonly string[];
}

/** A program of its version, an entry of the registry, and texts that have the version without being it. */
export async function buildMsi(place: string, version: string, facts: MsiFacts = {}): Promise<string> {
  const { inside = version, payload = `app ${version}`, product = "*", major = true, sql = [] } = facts;
  writeFileSync(join(place, `app-${version}.exe`), payload);
  const source = join(place, `app-${version}.wxs`);
  const file = `<File Id="F1" Name="app.exe" Source="app-${version}.exe" KeyPath="yes"/>`;
  const value = (name: string, text: string) =>
    `<RegistryValue Root="HKLM" Key="Software\\Acme\\App" Name="${name}" Type="string" Value="${text}"/>`;
  writeFileSync(
    source,
    `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${product}" Name="App" Language="1033" Version="${inside}" Manufacturer="Acme" UpgradeCode="${UPGRADE_CODE}">
    <Package InstallerVersion="200" Compressed="yes" InstallScope="perMachine"/>
    ${major ? '<MajorUpgrade DowngradeErrorMessage="A newer version is installed."/>' : ""}
    <Property Id="LABEL" Value="App ${version}"/>
    <Media Id="1" Cabinet="app.cab" EmbedCab="yes"/>
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="App">
      <Component Id="C1" Guid="6F1C9B3E-6F43-4C5F-9C39-4C1D8E0F5A12" Win64="yes">
        ${file}${value("Version", version)}${value("Label", `version ${version}`)}
      </Component>
    </Directory></Directory></Directory>
    <Feature Id="Main" Level="1" Title="${version}"><ComponentRef Id="C1"/></Feature>
  </Product>
</Wix>`,
  );
  const path = join(place, `app-${version}.msi`);
  await run("wixl", ["-a", "x64", "-o", path, source], { cwd: place });
  for (const statement of sql) await run("msibuild", [path, "-q", statement]);
  return path;
}

const printed = async (...args: readonly string[]) =>
  (await run("msiinfo", args, { encoding: "latin1", maxBuffer: 1 << 28 })).stdout;

/** All that msitools read of it, each table and the summary; or these tables only. */
export async function tablesOf(path: string, only?: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = only ?? (await printed("tables", path)).split("\n").filter((name) => name !== "");
  const tables = new Map([["summary", await printed("suminfo", path)]]);
  const texts = await Promise.all(names.map((name) => printed("export", path, name)));
  for (const [at, name] of names.entries()) tables.set(name, texts[at] ?? "");
  return tables;
}

/** Streams that are no table, by their names; without the summary. */
export async function streamsOf(path: string): Promise<ReadonlyMap<string, string>> {
  const names = (await printed("streams", path)).split("\n").filter((name) => name !== "" && !/SummaryInfo/.test(name));
  const streams = new Map<string, string>();
  for (const name of names) streams.set(name, await printed("extract", path, name));
  return streams;
}

/** Lines that differ, of each table that does. */
export function changesOf(
  was: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Record<string, string[]> {
  const changes: Record<string, string[]> = {};
  for (const name of new Set([...was.keys(), ...now.keys()])) {
    const [before, after] = [was.get(name) ?? "", now.get(name) ?? ""].map((text) => text.split(/\r?\n/)) as [
      string[],
      string[],
    ];
    const [old, next] = [new Set(before), new Set(after)];
    const found = [
      ...before.filter((line) => !next.has(line)).map((line) => `- ${line}`),
      ...after.filter((line) => !old.has(line)).map((line) => `+ ${line}`),
    ];
    if (found.length > 0 || before.length !== after.length) changes[name] = found;
  }
  return changes;
}
