# Written by Slipway from release.json (281059858fb99036). Once it is edited, only version, url and sha256 are kept up to date.
cask "app" do
  version "1.2.3"

  on_arm do
    sha256 "bc96b694422b8a773faafc8f39ce9e381cba325e333211d92ddabc032521d743"
    url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-macos-arm64.zip"
  end
  on_intel do
    sha256 "f20e509d4113b0e3d6131f47f9d63ec96e00a51abf078c6b954534e7399b3679"
    url "https://github.com/acme/app/releases/download/v#{version}/app-#{version}-macos-amd64.zip"
  end

  name "app"
  desc "Does the things you want"
  homepage "https://app.example"

  livecheck do
    url :url
    strategy :github_latest
  end

  depends_on :macos

  app "App.app"
end
