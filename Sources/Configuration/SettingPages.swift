/// The shipped file and the documentation's table, made from the list of settings.
package enum SettingPages {
  private static let head = """
    # winnow's configuration. Every key is shown with its default; a key that is left out has it.
    # A variable WINNOW_SECTION_KEY (WINNOW_INTAKE_SETTLE=5s) overrides the file.
    # Units: ms, s, min, h, d for time; B, KiB, MiB, GiB, TiB for size.
    # "winnowd --check" says what this file means; "systemctl reload winnowd" reads it again.
    # docs/CONFIGURATION.md says which values are allowed and which keys take effect at once.

    """

  /// `config/winnow.yaml`.
  package static func configurationFile() -> String {
    let defaults = Settings()
    var text = head
    var section = ""
    for setting in Setting.all {
      if setting.section != section { text += "\n\(setting.section):\n" }
      section = setting.section
      text += "  # \(setting.summary)\n  \(setting.key): \(setting.text(in: defaults))\n"
    }
    return text
  }

  /// The table of `docs/CONFIGURATION.md`.
  package static func table() -> String {
    let defaults = Settings()
    let head = "| key | default | means | allowed | after SIGHUP |\n|---|---|---|---|---|\n"
    return head
      + Setting.all.map { setting in
        "| `\(setting.name)` | `\(setting.text(in: defaults))` | \(setting.summary) "
          + "| \(setting.notation) | \(setting.effect.rawValue) |"
      }.joined(separator: "\n")
  }
}
