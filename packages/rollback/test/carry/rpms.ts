import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../channels/test/registries/fixtures.ts";

/**
 * Two packages of which one needs the other in exactly its own version, by its name and by another. For its configuration file
 * rpmbuild lets the first also provide and need `config(app)` in that version.
 * @param payload as rpm's macro `_binary_payload` names it
 */
export async function buildRpms(place: string, version: string, payload: string): Promise<readonly string[]> {
  const spec = join(place, "app.spec");
  const preamble = "Summary: prints its version\nLicense: MIT\nBuildArch: noarch\n";
  writeFileSync(
    spec,
    [
      `Name: app\nVersion: ${version}\nRelease: 3\nEpoch: 1\n${preamble}`,
      `Requires: app-common = 1:${version}-3, app-files = 1:${version}-3, other = ${version}-3, app-common >= 1:2.0.0`,
      `Provides: application = 1:${version}-3, mimic = 9\n%description\nPrints its version.`,
      `%package common\n${preamble}Provides: app-files = 1:${version}-3\n%description common\nFiles.`,
      "%install\nmkdir -p %{buildroot}/usr/bin %{buildroot}/usr/share/app %{buildroot}/etc\necho 1 > %{buildroot}/etc/app.conf",
      `echo 'echo ${version}' > %{buildroot}/usr/bin/app\necho text > %{buildroot}/usr/share/app/text`,
      `%post\necho ${version}\n%files\n/usr/bin/app\n%config /etc/app.conf\n%files common\n/usr/share/app/text`,
      `%changelog\n* Mon Jan 01 2024 A <a@example.org> - 1:${version}-3\n- first`,
    ].join("\n"),
  );
  await run("rpmbuild", ["-bb", "--define", `_topdir ${place}`, "--define", `_binary_payload ${payload}`, spec], {
    env: { ...process.env, LC_ALL: "C", SOURCE_DATE_EPOCH: "1700000000" },
  });
  return ["app", "app-common"].map((name) => join(place, "RPMS/noarch", `${name}-${version}-3.noarch.rpm`));
}
