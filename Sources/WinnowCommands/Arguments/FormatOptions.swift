import ArgumentParser
import Presentation

/// The form in which articles are printed: `--format`, or `--json`, which is one of them.
struct FormatOptions: ParsableArguments {
  @Flag(help: "One JSON object a line; the same as --format json.") var json = false
  @Option(help: "The articles alone, in one of these forms.") var format: ArticleFormat?

  /// The form that is asked for; nil for the command's own.
  var form: ArticleFormat? { json ? .json : format }

  func validate() throws {
    if json, let format, format != .json {
      throw ValidationError("give --json or --format \(format.rawValue), not both")
    }
  }
}
