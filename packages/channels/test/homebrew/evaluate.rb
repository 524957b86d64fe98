# A formula or cask as Homebrew would see it on one system and processor: prints JSON.
# usage: ruby evaluate.rb FILE macos|linux arm|intel [file of the archive …]
require "json"

FILE_PATH, SYSTEM, PROCESSOR, *ARCHIVE = ARGV
FACTS = Hash.new { |facts, key| facts[key] = [] }

module OS
  def self.mac? = SYSTEM == "macos"
  def self.linux? = SYSTEM == "linux"
end

module Hardware
  module CPU
    def self.arm? = PROCESSOR == "arm"
    def self.intel? = PROCESSOR == "intel"
    def self.is_64_bit? = true
  end
end

module OnSystem
  def on_macos = (yield if SYSTEM == "macos")
  def on_linux = (yield if SYSTEM == "linux")
  def on_arm = (yield if PROCESSOR == "arm")
  def on_intel = (yield if PROCESSOR == "intel")
end

# What a block says, word by word.
class Recorder < BasicObject
  def initialize(into) = @into = into
  def method_missing(name, *args, **named, &block)
    @into << [name, *args, *(named.empty? ? [] : [named])]
    nil
  end
  def respond_to_missing?(*) = true
  def opt_bin = ::Place.new("opt_bin")
  def var = ::Place.new("var")
  def etc = ::Place.new("etc")
end

class Place
  def initialize(path) = @path = path
  def /(name) = Place.new("#{@path}/#{name}")
  def to_s = @path
  def to_json(*args) = @path.to_json(*args)
  def install(what, *) = FACTS["install"] << [@path, what.is_a?(Hash) ? what.to_a.flatten : [what]].flatten
  def write(*) = nil
end

class File
  def self.exist?(path) = ARCHIVE.include?(path.to_s)
end

class Formula
  extend OnSystem
  class << self
    def inherited(child)
      super
      FACTS["class"] = child.name
      $formula = child
    end
    %w[url sha256 version desc homepage license mirror revision].each do |word|
      define_method(word) do |value = nil, **named|
        return FACTS[word] if value.nil? && named.empty?
        raise "#{word} twice" if FACTS.key?(word) && FACTS[word] != []
        FACTS[word] = value.nil? ? named : value
      end
    end
    def head(*, &block) = block && nil
    def bottle = nil
    def resource(name, &block) = FACTS["resources"] << name
    def patch(*, &block) = FACTS["patches"] << true
    def stable(&block) = block.call
    def livecheck(&block) = Recorder.new(FACTS["livecheck"]).instance_eval(&block)
    def depends_on(what) = FACTS["depends"] << what
    def uses_from_macos(*) = nil
    def conflicts_with(*names, **why) = FACTS["conflicts"] << [*names, why]
    def keg_only(why) = FACTS["keg_only"] = why
    def deprecate!(**) = nil
    def service(&block) = Recorder.new(FACTS["service"]).instance_eval(&block)
    def test(&block) = FACTS["test"] = !block.nil?
  end
  %w[bin man1 man5 man8 bash_completion zsh_completion fish_completion libexec pkgshare doc buildpath prefix opt_bin var etc].each do |place|
    define_method(place) { Place.new(place) }
  end
  def generate_completions_from_executable(*args, **) = FACTS["generate"] << args.map(&:to_s)
  def version = FACTS["version"]
  def method_missing(*) = nil
  def respond_to_missing?(*) = true
end

class CaskDsl
  include OnSystem
  def arch(**by) = by.empty? ? @arch : @arch = by[PROCESSOR.to_sym]
  def os(**by) = by.empty? ? @os : @os = by[SYSTEM.to_sym]
  def version(value = nil) = value.nil? ? FACTS["version"] : FACTS["version"] = value
  def sha256(value = nil, **by)
    keys = { "macos arm" => [:arm], "macos intel" => [:intel, :x86_64], "linux arm" => [:arm64_linux], "linux intel" => [:x86_64_linux] }
    FACTS["sha256"] = value || keys["#{SYSTEM} #{PROCESSOR}"].filter_map { |key| by[key] }.first
  end
  def url(value, **) = FACTS["url"] = value
  def depends_on(what = nil, **by) = FACTS["depends"] << (what || by)
  def method_missing(name, *args, **named, &block)
    FACTS[name.to_s] << [*args, *(named.empty? ? [] : [named])]
    nil
  end
  def respond_to_missing?(*) = true
end

def cask(token, &block)
  FACTS["token"] = token
  CaskDsl.new.instance_eval(&block)
end

load FILE_PATH
if $formula
  formula = $formula.new
  formula.install
  FACTS["caveats"] = formula.caveats if $formula.method_defined?(:caveats, false)
end
puts JSON.generate(FACTS)
