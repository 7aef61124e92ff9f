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
      Words side by side must all occur. The answer says how the query was understood; what cannot be \
      understood is an error that shows the place. The whole language: man winnow-search.
      """,
      examples: [
        (
          "winnow search bridge closed",
          "Both words, anywhere in headline or text."
        ),
        (
          "winnow search '\"bridge closed\" -toll' -n 5",
          "A phrase, without a word; five hits at most."
        ),
        (
          "winnow search 'bridg* (closed OR shut)'",
          "Words that begin so, beside one of two."
        ),
        (
          "winnow search title:bridge author:quill",
          "In the headline; by an author."
        ),
        (
          "winnow search source:harbour lang:en site:corvane.example",
          "Of a source, in a language, of a site."
        ),
        (
          "winnow search ferry since:2031-03-05 until:2031-04",
          "By the article's own day, up to the end of March."
        ),
        (
          "winnow search ferry since:2031-03-05T14:30+02:00",
          "From a moment on."
        ),
        (
          "winnow search 'ferry (since:2031-03 OR date:none)'",
          "Articles without a date too."
        ),
        (
          "winnow search story:ID --all-copies",
          "All of a story."
        ),
        (
          "winnow search '\"10:30\" \"AND\"'",
          "Signs and words of the language, as words."
        ),
        (
          "winnow search ferry --sort date -n 50",
          "The newest first."
        ),
        (
          "winnow search ferry --count-by source",
          "How many articles of each source."
        ),
        (
          "winnow search harbour --json | jq -r .id",
          "Ids, for programs."
        ),
      ]))

  @OptionGroup var stateOptions: StateOptions
  @Argument(help: "What to look for.") var query: [String]
  @Flag(help: "One JSON object a line.") var json = false
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("Hits at most.", valueName: "number"))
  var limit = 20
  @Option(help: ArgumentHelp("Hits to pass over.", valueName: "number")) var offset = 0
  @Option(
    help: ArgumentHelp("Go on behind an answer, by its cursor.", valueName: "cursor"))
  var after: String?
  @Option(
    help: ArgumentHelp("relevance, or date for the newest first.", valueName: "order"),
    completion: .list(SearchOrder.allCases.map(\.rawValue)))
  var sort: String?
  @Option(
    help: ArgumentHelp("Counts by source, lang, day or outcome.", valueName: "field"),
    completion: .list(CountField.allCases.map(\.rawValue)))
  var countBy: String?
  @Option(help: ArgumentHelp("Only from this source.", valueName: "name")) var source: String?
  @Option(help: ArgumentHelp("Only from this day on (YYYY-MM-DD).", valueName: "day"))
  var since: String?
  @Option(help: ArgumentHelp("Only before this day (YYYY-MM-DD).", valueName: "day"))
  var until: String?
  @Flag(help: "Every copy, not one hit a story.") var allCopies = false
  @OptionGroup var colorOptions: ColorOptions

  private func request() throws -> SearchRequest {
    var parameters: [(String, String)] = [
      ("q", query.joined(separator: " ")), ("limit", String(limit)), ("offset", String(offset)),
    ]
    if allCopies { parameters.append(("all-copies", "")) }
    let given = [
      ("source", source), ("since", since), ("until", until), ("after", after), ("sort", sort),
      ("count-by", countBy),
    ]
    for (name, value) in given {
      if let value { parameters.append((name, value)) }
    }
    do {
      return try SearchRequest(parameters: parameters)
    } catch {
      if let query = error.query { throw Self.failure(query) }
      throw ValidationError(error.parameter == "q" ? "\(error.detail)" : "--\(error)")
    }
  }

  /// The query with the place marked below it.
  private static func failure(_ error: QueryError) -> CommandFailure {
    let marked = error.marked.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  " + TerminalText.safe(String($0)) }.joined(separator: "\n")
    return CommandFailure(
      .usage, "\(TerminalText.safe(error.message)).\n\(marked)\n\(TerminalText.safe(error.hint)).")
  }

  func run() throws {
    let request = try request()
    let result: SearchResult
    do {
      result = try stateOptions.catalogue().search(request)
    } catch let error as QueryError {
      throw Self.failure(error)
    }
    if request.countedBy != nil {
      json ? Output.write(result.countLines()) : printCounts(result)
    } else {
      for hit in result.hits { json ? Output.write(hit.jsonLine(of: result)) : printLine(hit) }
      if !json, !result.hits.isEmpty { printEnd(result, request) }
    }
    if result.isPartial {
      Output.printError(
        "not everything was looked at in the time that there is: better hits may be missing; "
          + "narrow the search, or ask again")
    }
    if result.hits.isEmpty && result.counts.isEmpty {
      throw CommandFailure(
        .attention, json ? "" : "nothing found for \(TerminalText.safe(result.query))")
    }
  }

  /// What was looked for, and how to go on.
  private func printEnd(_ result: SearchResult, _ request: SearchRequest) {
    let order = request.order == .date ? "newest first" : "best first"
    var line = "\(Output.count(result.hits.count, "hit")) for \(result.query), \(order)"
    if let next = result.next { line += "; go on with --after \(next)" }
    Output.line(TerminalText.safe(line))
  }

  private func printCounts(_ result: SearchResult) {
    let width = result.counts.map { String($0.count).utf8.count }.max() ?? 1
    for line in result.counts {
      let count = String(line.count)
      Output.line(
        String(repeating: " ", count: width - count.utf8.count) + count + "  "
          + TerminalText.safe(line.value ?? "(none)"))
    }
    guard !result.counts.isEmpty else { return }
    let total = result.counts.reduce(0) { $0 + $1.count }
    Output.line(TerminalText.safe("\(Output.count(total, "article")) for \(result.query)"))
  }

  private func printLine(_ hit: FoundArticle) {
    let summary = hit.summary
    Output.line(Output.bold(TerminalText.safe(summary.headline ?? "(no headline)")))
    var facts = [hit.day ?? "undated", summary.source ?? "inbox", summary.id]
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
