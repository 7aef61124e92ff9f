import ArgumentParser
import Ledger
import Model
import Presentation
import SearchIndex

struct Search: ParsableCommand, ColoringCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find articles; one hit a story, best first, with snippets.",
    discussion: HelpText.with(
      """
      Words must all occur; "a phrase" in quotes, OR between alternatives, -word to leave out, \
      word* for a beginning.
      """,
      examples: [
        (
          "winnow search bridge -toll -n 5",
          "With the one word and without the other; five hits at most."
        ),
        (
          "winnow search '\"nine weeks\" OR ferr*' --since 2031-03-01",
          "A phrase, or any word that begins so; from this day on."
        ),
        (
          "winnow search harbour --source wire --json | jq -r .id",
          "Ids of one source's articles, for programs."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "What to look for.") var query: [String]
  @Flag(help: "One JSON object a line.") var json = false
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Hits at most.", valueName: "number"))
  var limit = 20
  @Option(help: ArgumentHelp("Only from this source.", valueName: "name")) var source: String?
  @Option(help: ArgumentHelp("Only from this day on (YYYY-MM-DD).", valueName: "day"))
  var since: String?
  @Option(help: ArgumentHelp("Only before this day (YYYY-MM-DD).", valueName: "day"))
  var until: String?
  @Flag(help: "Every copy, not one hit a story.") var allCopies = false
  @OptionGroup var colorOptions: ColorOptions

  func validate() throws { _ = try request() }

  private func request() throws -> SearchRequest {
    var parameters: [(String, String)] = [("q", query.joined(separator: " "))]
    parameters.append(("limit", String(limit)))
    if allCopies { parameters.append(("all-copies", "")) }
    for (name, value) in [("source", source), ("since", since), ("until", until)] {
      if let value { parameters.append((name, value)) }
    }
    do {
      return try SearchRequest(parameters: parameters)
    } catch {
      throw ValidationError(error.parameter == "q" ? "\(error.detail)" : "--\(error)")
    }
  }

  func run() throws {
    let request = try request()
    let found = try stateOptions.catalogue().search(request)
    for hit in found { json ? Output.write(hit.jsonLine()) : printLine(hit) }
    if found.isEmpty {
      throw CommandFailure(
        .attention, json ? "" : "nothing found for \(TerminalText.safe(request.query))")
    }
  }

  private func printLine(_ hit: FoundArticle) {
    let summary = hit.summary
    Output.line(Output.bold(TerminalText.safe(summary.headline ?? "(no headline)")))
    let day = summary.storyTime.map { String(ISOTime.text(seconds: $0).prefix(10)) } ?? "undated"
    var facts = [day, summary.source ?? "inbox", summary.id]
    if hit.alsoInStory > 0 { facts.append("+\(hit.alsoInStory) in the story") }
    if summary.copyOf != nil { facts.append("copy") }
    Output.line("  " + facts.map { TerminalText.safe($0) }.joined(separator: " · "))
    let mark = Output.isColored ? ("\u{1B}[1m", "\u{1B}[0m") : ("[", "]")
    let safe = hit.snippet.marked(begin: "\u{2}", end: "\u{3}").split(separator: "\n")
      .joined(separator: " ")
    var line = ""
    for piece in safe.split(separator: "\u{2}", omittingEmptySubsequences: false).enumerated() {
      if piece.offset == 0 {
        line += TerminalText.safe(String(piece.element))
        continue
      }
      let halves = piece.element.split(
        separator: "\u{3}", maxSplits: 1, omittingEmptySubsequences: false)
      line += mark.0 + TerminalText.safe(String(halves[0])) + mark.1
      if halves.count > 1 { line += TerminalText.safe(String(halves[1])) }
    }
    Output.line("  " + line)
    Output.line()
  }
}
