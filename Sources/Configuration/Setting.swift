/// One entry of the configuration file. `config/winnow.yaml`, the table of `docs/CONFIGURATION.md`,
/// the variables of the environment and all checks follow from these entries.
package struct Setting: Sendable {
  /// When a changed value is used.
  package enum Effect: String, Sendable {
    /// SIGHUP is enough.
    case atOnce = "at once"
    case restart = "after a restart"
  }

  /// Section and key, for example `intake.settle`.
  package let name: String
  package let effect: Effect
  /// What it sets, in one phrase.
  package let summary: String
  /// How a value is written and which values are allowed, as the end of “must be …”.
  package let notation: String
  private let assign: @Sendable (inout Settings, String) -> Bool
  private let read: @Sendable (Settings) -> String

  /// `name`: Section and key.
  /// `path`: Where the value is kept.
  /// `format`: How it is written, and its range.
  init<Value: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Settings, Value> & Sendable,
    _ format: ValueFormat<Value>, _ effect: Effect, _ summary: String
  ) {
    assert(name.split(separator: ".").count == 2, "a setting is named section.key")
    self.name = name
    self.effect = effect
    self.summary = summary
    notation = format.notation
    assign = { settings, text in
      guard let value = format.parse(text) else { return false }
      settings[keyPath: path] = value
      return true
    }
    read = { format.text($0[keyPath: path]) }
  }

  /// Sets the value from its text; false, and nothing is changed, when it is not allowed.
  package func set(_ text: String, in settings: inout Settings) -> Bool {
    assign(&settings, text)
  }

  /// The value as the file would hold it.
  package func text(in settings: Settings) -> String { read(settings) }

  /// The part of the name before the dot.
  package var section: String { String(name.prefix { $0 != "." }) }

  /// The part of the name behind the dot.
  package var key: String { String(name.drop { $0 != "." }.dropFirst()) }

  /// The variable that overrides the file, for example `WINNOW_INTAKE_SETTLE`.
  package var variable: String {
    "WINNOW_" + name.uppercased().split(separator: ".").joined(separator: "_")
  }

  /// The sections, in the order of the file.
  package static let sections: [String] = all.reduce(into: []) { list, setting in
    if list.last != setting.section { list.append(setting.section) }
  }
}

/// Settings of earlier versions that mean nothing any more.
///
/// The shipped file showed every key, so they stand in the file of everybody who upgrades: they are passed
/// over with a notice, where an unknown key would keep the daemon from starting.
extension Setting {
  /// What is to be known of each, by its name.
  static let retired: [String: String] = [
    "index.shards": "the index is in slices now; index.slice says how large"
  ]

  /// The sentence for the operator when `name` is set at `location`; nil for a setting that never was.
  static func retirementNotice(of name: String, at location: String) -> String? {
    retired[name].map { "\(location): \(name) has no effect any more, take it out: \($0)" }
  }

  /// The name of the retired setting of a variable such as `WINNOW_INDEX_SHARDS`; nil for any other.
  static func retiredName(ofVariable variable: String) -> String? {
    retired.keys.first { variable == "WINNOW_" + $0.uppercased().replacing(".", with: "_") }
  }
}
