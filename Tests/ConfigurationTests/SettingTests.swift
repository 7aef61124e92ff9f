import State
import Testing

@testable import Configuration

@Suite struct SettingTests {
  @Test("every setting's default, written and read again, is the default", arguments: Setting.all)
  func defaultsRoundTrip(setting: Setting) {
    var settings = Settings()
    let isSet = setting.set(setting.text(in: Settings()), in: &settings)
    #expect(isSet, "\(setting.name): \(setting.text(in: Settings()))")
    #expect(settings == Settings())
  }

  @Test("a value that is not allowed changes nothing", arguments: Setting.all)
  func refused(setting: Setting) {
    var settings = Settings()
    let isSet = setting.set("no such value", in: &settings)
    #expect(!isSet)
    #expect(settings == Settings())
  }

  @Test("no two settings have the same name or variable, or set the same value")
  func distinct() {
    #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
    #expect(Set(Setting.all.map(\.variable)).count == Setting.all.count)
    for setting in Setting.all {
      var settings = Settings()
      let others = [
        "/elsewhere", "1000", "1", "5s", "24h", "7MiB", "700MiB", "error", "a=1d",
        "host=db", "node-a", "archive",
      ]
      guard let other = others.first(where: { setting.set($0, in: &settings) }) else {
        Issue.record("\(setting.name) takes none of \(others)")
        continue
      }
      let changed = Setting.all.filter { $0.text(in: settings) != $0.text(in: Settings()) }
      #expect(changed.map(\.name) == [setting.name], "\(other)")
    }
  }

  @Test("a section's settings stand together")
  func sections() {
    #expect(Set(Setting.sections).count == Setting.sections.count)
  }

  @Test(
    "a size is written in the largest unit that holds it whole",
    arguments: [
      (0, "0B"), (1, "1B"), (1_023, "1023B"), (1_024, "1KiB"), (1_536, "1536B"),
      (64 << 20, "64MiB"), (1 << 40, "1TiB"),
    ] as [(Int64, String)])
  func sizes(bytes: Int64, text: String) {
    #expect(ByteCount.bytes(bytes).description == text)
    #expect(ByteCount(text) == .bytes(bytes))
  }

  @Test(
    "a time is written in the largest unit that holds it whole",
    arguments: [
      (0, "0ms"), (1, "1ms"), (1_500, "1500ms"), (90_000, "90s"), (600_000, "10min"),
      (5_400_000, "90min"), (86_400_000, "1d"),
    ] as [(Int64, String)])
  func times(milliseconds: Int64, text: String) {
    #expect(Duration.milliseconds(milliseconds).shortText == text)
    #expect(Duration(shortText: text) == .milliseconds(milliseconds))
  }

  @Test("how long originals are kept is nil for ever")
  func retention() {
    var settings = Settings()
    for setting in Setting.all where setting.name == "spool.keep_originals" {
      #expect(setting.set("90d", in: &settings))
      #expect(settings.keepOriginals == .days(90))
      #expect(setting.set("forever", in: &settings))
      #expect(settings.keepOriginals == nil)
    }
  }

  @Test("times of single sources are written one behind the other, and come back")
  func retentions() throws {
    var settings = Settings()
    let setting = try #require(Setting.all.first { $0.name == "keep.sources" })
    #expect(setting.text(in: settings) == "none")
    #expect(setting.set("wire=90d, the a=b gazette = forever", in: &settings))
    #expect(settings.keepSources == ["wire": .days(90), "the a=b gazette": nil])
    let text = setting.text(in: settings)
    #expect(text == "the a=b gazette=forever, wire=90d")
    var again = Settings()
    #expect(setting.set(text, in: &again) && again == settings)
    for wrong in ["wire", "wire=soon", "=90d", "wire=90d,", "wire=90d, wire=80d", "", "wire 90d"] {
      #expect(!setting.set(wrong, in: &settings), "\(wrong)")
    }
    #expect(setting.set("none", in: &settings) && settings.keepSources.isEmpty)
    settings.keepArticles = .days(365)
    settings.keepSources = ["wire": .days(2), "gazette": nil]
    let day: Int64 = 86_400_000
    let times = settings.keepTimes
    #expect(times.milliseconds(ofSource: nil) == 365 * day)
    #expect(times.milliseconds(ofSource: "wire") == 2 * day)
    #expect(times.milliseconds(ofSource: "gazette") == nil)
  }
}
