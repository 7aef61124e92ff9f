import ArgumentParser
import Ledger
import Model
import Presentation
import SearchIndex

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find articles; one hit a story, best first, with snippets.",
    discussion: """
      Words must all occur; "a phrase" in quotes, OR between alternatives, -word to leave out, \
      word* for a beginning: winnow search bridge -toll --limit 5
      """)

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "What to look for.") var query: [String]
  @Flag(help: "One JSON object a line.") var json = false
  @Option(help: "Hits at most.") var limit = 20
  @Option(help: "Only from this source.") var source: String?
  @Option(help: "Only from this day on (YYYY-MM-DD).") var since: String?
  @Option(help: "Only before this day (YYYY-MM-DD).") var until: String?
  @Flag(help: "Every copy, not one hit a story.") var allCopies = false

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
    let mark = Output.isTerminal ? ("\u{1B}[1m", "\u{1B}[0m") : ("[", "]")
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
