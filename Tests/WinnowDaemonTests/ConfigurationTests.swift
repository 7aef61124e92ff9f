import Testing

@testable import WinnowDaemon

@Suite struct ConfigurationTests {
  private func read(_ yaml: String, _ environment: [String: String] = [:]) throws -> Configuration {
    try Configuration(yaml: yaml, path: "w.yaml", environment: environment)
  }

  private func problems(_ yaml: String, _ environment: [String: String] = [:]) -> [String] {
    do {
      _ = try read(yaml, environment)
      return []
    } catch let error as ConfigurationError {
      return error.problems
    } catch {
      return ["\(error)"]
    }
  }

  @Test("an empty file means the defaults")
  func emptyIsDefault() throws {
    #expect(try read("") == Configuration())
    #expect(try read("intake:\n") == Configuration())
  }

  @Test("values are read with their units")
  func units() throws {
    let configuration = try read(
      "intake:\n  settle: 1500ms\nlimits:\n  file: 2 GiB\n  time: 5min\ndisk:\n  low_water_percent: 7\n"
    )
    #expect(configuration.settleMilliseconds == 1_500)
    #expect(configuration.fileByteLimit == 2 << 30)
    #expect(configuration.fileTimeMilliseconds == 300_000)
    #expect(configuration.lowWaterPercent == 7)
  }

  @Test("a misspelt key is an error that names the line and the nearest key")
  func misspelt() {
    let found = problems("spool:\n  path: /s\nintake:\n  setle: 2s\n")
    #expect(found == ["w.yaml:4: unknown key \"intake.setle\"; did you mean \"intake.settle\"?"])
  }

  @Test("a misspelt section is an error that names the nearest section")
  func misspeltSection() {
    #expect(problems("intak:\n  settle: 2s\n").first?.contains("did you mean \"intake\"?") == true)
  }

  @Test(
    "a value that does not fit is an error that says how to write one",
    arguments: [
      "intake:\n  settle: 2\n", "intake:\n  settle: soon\n", "limits:\n  file: 2GB\n",
      "limits:\n  layers: -1\n", "spool:\n  path: relative\n", "log:\n  level: loud\n",
      "disk:\n  low_water_percent: 101\n", "intake:\n  settle: [1, 2]\n",
      "limits:\n  file: 99999999999999TiB\n",
    ])
  func unfit(yaml: String) {
    let found = problems(yaml)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("w.yaml:2: ") == true)
    #expect(found.first?.contains("must be") == true)
  }

  @Test("all problems are told, not just the first")
  func allProblems() {
    #expect(problems("intake:\n  setle: 2s\n  batch: x\nlimit:\n  file: 1B\n").count == 3)
  }

  @Test("a variable overrides the file, and an unknown one is an error")
  func variables() throws {
    let configuration = try read(
      "intake:\n  settle: 2s\n", ["WINNOW_INTAKE_SETTLE": "5s", "HOME": "/root"])
    #expect(configuration.settleMilliseconds == 5_000)
    #expect(
      problems("", ["WINNOW_INTAKE_SETLE": "5s"]).first?.contains("WINNOW_INTAKE_SETTLE") == true)
  }

  @Test("numbers outside what makes sense are refused")
  func ranges() {
    #expect(problems("intake:\n  batch: 5000\n") == ["w.yaml: intake.batch must be from 1 to 1024"])
    #expect(!problems("index:\n  shards: 0\n").isEmpty)
  }

  @Test("how long originals are kept is for ever, or days or hours")
  func retention() throws {
    func read(_ value: String) throws -> Int64 {
      try Configuration(
        yaml: "spool:\n  keep_originals: \(value)", path: "w.yaml", environment: [:]
      ).keepOriginalsMilliseconds
    }
    #expect(try read("forever") == 0)
    #expect(try read("90d") == 90 * 86_400_000)
    #expect(try read("12h") == 12 * 3_600_000)
    for wrong in ["0d", "30min", "90", "never"] {
      #expect(throws: ConfigurationError.self) { try read(wrong) }
    }
  }

  @Test("what is not YAML is an error and not a crash")
  func notYAML() {
    #expect(problems("intake: [").count == 1)
    #expect(problems("just words").count == 1)
  }

  @Test(
    "every key's default, written and read again, is the default", arguments: ConfigurationKey.all)
  func defaultsRoundTrip(key: ConfigurationKey) {
    var configuration = Configuration()
    let isSet = configuration.set(key, to: key.text(in: Configuration()))
    #expect(isSet)
    #expect(configuration == Configuration())
  }
}
