import type { Chapter } from "./catalogue.ts";

export const verification: Chapter = {
  title: "Verifying a release",
  state: "Verification only reads.",
  entries: {
    "verify-release-absent": {
      title: "There is no published release of that name",
      remedy:
        "look at the releases (`gh release list --repo owner/name`); drafts and private repositories are seen only with a token that may read them, in GH_TOKEN",
    },
    "verify-release-draft": {
      title: "The release is a draft",
      remedy: "publish it first, or download its files with `gh release download` and verify their folder",
    },
    "verify-no-manifest": {
      title: "There is no release.json to hold the files against",
      remedy:
        "give the address of a release's page, or of the directory in which its assets and release.json lie; releases that were not made by Slipway have none",
    },
    "verify-unsafe-name": { title: "The release has a file of a name that no asset can have" },
    "verify-too-large": { title: "A file is larger than the release says" },
    "verify-unreachable": {
      title: "The server cannot be asked",
      remedy:
        "check the network and its proxy (HTTPS_PROXY); give a token in GH_TOKEN if the limit without one is used up, and renew one that has expired",
    },
  },
};
