internal import Configuration
internal import ControlAPI
internal import FoundationEssentials
internal import Ledger
internal import Model
internal import Presentation
internal import Storage
internal import WebPages
internal import WebServer

/// Taking articles out, which the daemon does: it alone may write ledger, index and archive while it runs.
extension WebHandler {
  /// Kept with the record of what is taken out from a page.
  private static let why = "asked for on a page"
  /// How long the daemon is waited for: an article's file may still be in work, and slices of the index are
  /// written anew.
  private static let timeLimit = Duration.seconds(300)

  /// `GET /article/ID/forget`: what would go.
  func takedown(of id: String, _ request: HTTPRequest) throws -> HTTPResponse {
    guard access.changeToken != nil else {
      return page(
        MessagePage(
          headline: "Nothing may be changed here",
          text: "Start winnow web with --allow-changes, or use: winnow forget \(id)",
          next: (WebLink.article(id), "Back to the article")
        ).document(context), status: 403)
    }
    let includesCopies = request["copies"] == "true"
    switch ask(id, includesCopies: includesCopies, isDryRun: true) {
    case .failure(let refusal): return refusal.response
    case .success(let answer):
      var shown = TakedownPage(
        article: id,
        entries: answer.articles.map { .init(article: $0.id, headline: $0.headline) },
        includesCopies: includesCopies, sentences: answer.notes)
      if !includesCopies { shown.staying = try copies(of: id) }
      return page(shown.document(context))
    }
  }

  /// The other articles of its cluster of copies.
  private func copies(of id: String) throws -> [TakedownPage.Entry] {
    let ledger = try state.catalogue().ledger
    guard case .found(let row) = try ledger.article(id: id) else { return [] }
    return try ledger.cluster(of: row.number, limit: .max)
      .filter { $0.number != row.number }
      .map { TakedownPage.Entry(article: $0.id, headline: $0.article.headline) }
  }

  /// `POST /articles/forget?id=ID`: takes it out, and says what became of the file.
  func forget(_ request: HTTPRequest) -> HTTPResponse {
    guard let id = request["id"], !id.isEmpty else { return missing() }
    switch ask(id, includesCopies: request["copies"] == "true", isDryRun: false) {
    case .failure(let refusal): return refusal.response
    case .success(let answer):
      let originals = answer.articles.flatMap(\.originals)
      return page(
        MessagePage(
          headline:
            answer.articles.count == 1
            ? "The article is taken out" : "\(answer.articles.count) articles are taken out",
          text: "No page, search or export has it any more. That it was taken out is on record.",
          lines: (originals + answer.notes + (answer.hints ?? [])).map { TerminalText.safe($0) },
          next: ("/", "Latest stories")
        ).document(context), status: answer.notes.isEmpty ? 200 : 409)
    }
  }

  /// An answer in place of the one that was wanted.
  private struct Refusal: Error {
    var response: HTTPResponse
  }

  private func ask(
    _ id: String, includesCopies: Bool, isDryRun: Bool
  ) -> Result<TakedownAnswer, Refusal> {
    var parameters: [(name: String, value: String)] = [("id", id)]
    if includesCopies { parameters.append(("copies", "true")) }
    parameters.append(isDryRun ? ("dryRun", "true") : ("why", Self.why))
    let client = ControlClient(
      socketPath: state.deployment.socket.string, timeLimit: Self.timeLimit)
    let command = "winnow forget \(TerminalText.safe(id))"
    do {
      let answer = try client.post(TakedownAnswer.target(parameters))
      return .success(try TakedownAnswer(json: Data(answer)))
    } catch ControlError.notRunning {
      return refused(
        id, "winnowd is not running; start it, or take the article out by the command: \(command)")
    } catch ControlError.refused(403, _) {
      return refused(
        id,
        "This user may not have the daemon change anything: become a member of the group that the setting control.group names, or use: \(command)"
      )
    } catch ControlError.refused(404, _) {
      return .failure(
        Refusal(
          response: missing(
            "There is no such article", "It may have been taken out before; search for it.")))
    } catch {
      return refused(
        id, "The daemon gave no usable answer (\(error)). Look at: journalctl -u winnowd")
    }
  }

  private func refused(_ id: String, _ text: String) -> Result<TakedownAnswer, Refusal> {
    .failure(
      Refusal(
        response: page(
          MessagePage(
            headline: "That could not be done", text: text,
            next: (WebLink.article(id), "Back to the article")
          ).document(context), status: 409)))
  }
}
