# Written by Slipway from release.json (4d126ca4c253f8a3). Once it is edited, only version, url and sha256 are kept up to date.
class App < Formula
  desc "Does the things you want"
  homepage "https://app.example"
  version "1.2.3"
  license any_of: ["MIT", "Apache-2.0"]

  livecheck do
    url :stable
    strategy :github_latest
  end

  on_macos do
    depends_on arch: :arm64

    url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-macos-arm64.tar.gz"
    sha256 "bc1973230340d937e160cf455fd05ed1f9e39aaa1bdb18bb949494ec4d65d8ef"
  end

  on_linux do
    on_arm do
      url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-linux-arm64.tar.gz"
      sha256 "1b345f43ae9970864439dc79e77f626e1bd5b2fdfd3bc9fef9c13aabbdd0c560"
    end
    on_intel do
      url "https://github.com/acme/app/releases/download/v1.2.3/app-1.2.3-linux-amd64.tar.gz"
      sha256 "da0b83c4860d8f23620be012e1e6bafe1143f2678330e485347d76a238e3c1b9"
    end
  end

  def install
    bin.install "app"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/app --version")
  end
end
