# Written by Slipway from release.json (693031040c132ef0). Once it is edited, only version, url and sha256 are kept up to date.
class App < Formula
  desc "Does the things you want"
  homepage "https://app.example"
  version "1.2.3"
  license any_of: ["MIT", "Apache-2.0"]

  livecheck do
    url :stable
    strategy :github_latest
  end

  depends_on :macos

  depends_on arch: :arm64

  url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-macos-arm64.tar.gz"
  sha256 "bc1973230340d937e160cf455fd05ed1f9e39aaa1bdb18bb949494ec4d65d8ef"

  def install
    bin.install "app"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/app --version")
  end
end
