internal import Configuration
internal import Ledger
internal import Model
internal import Presentation
internal import State
internal import WebPages
internal import WebServer

extension WebHandler {
  /// Bytes of an original that are shown in a browser.
  private static let originalLimit = 64 << 20
  /// Others of a story that an article's page names.
  private static let othersLimit = 40

  /// The article that an id means, or an answer that says why none does.
  private func find(_ id: String, in catalogue: Catalogue) throws -> (ArticleRow?, HTTPResponse) {
    switch try catalogue.ledger.article(id: id) {
    case .found(let row): return (row, missing())
    case .ambiguous(let ids):
      return (
        nil,
        page(
          MessagePage(
            headline: "Several articles begin so", text: "Give more of the id.",
            lines: Array(ids.prefix(10))
          ).document(context), status: 404)
      )
    case .none:
      return (
        nil,
        missing(
          "There is no such article",
          "It may have been taken out on purpose, or belongs to another state.")
      )
    }
  }

  func article(_ id: String) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    let (found, absence) = try find(id, in: catalogue)
    guard let row = found else { return absence }
    let shown = ArticlePage(
      document: try catalogue.document(for: row), row: row,
      story: try catalogue.ledger.story(row.decision.story, limit: Self.othersLimit),
      original: try row.decision.copyOf.flatMap { try catalogue.ledger.article($0) })
    return page(shown.document(context))
  }

  func story(_ id: String, _ request: HTTPRequest) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    let (found, absence) = try find(id, in: catalogue)
    guard let row = found else { return absence }
    let rows = Array(
      try catalogue.story(of: row).prefix(StoryLineage.articleLimit))
    let (lineage, isPending) = try state.lineage(of: rows, in: catalogue)
    var shown = StoryPage(
      lineage: lineage, rows: rows, isByArrival: request["order"] == "arrival")
    shown.isLineagePending = isPending
    shown.showsAll = request["show"] == "all"
    return page(shown.document(context))
  }

  func comparison(_ request: HTTPRequest) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    let (left, leftAbsence) = try find(request["a"] ?? "", in: catalogue)
    guard let left else { return leftAbsence }
    let (right, rightAbsence) = try find(request["b"] ?? "", in: catalogue)
    guard let right else { return rightAbsence }
    let isOneStory = left.decision.story == right.decision.story
    let shown = ComparisonPage(
      left: left, right: right,
      story: isOneStory ? try catalogue.ledger.story(left.decision.story, limit: 200) : [])
    return page(shown.document(context))
  }

  func explanation(_ id: String) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    let (found, absence) = try find(id, in: catalogue)
    guard let row = found else { return absence }
    let explanation = try Explanation(
      of: row, in: catalogue, originals: OriginalBytes(state.deployment.paths),
      settings: state.deployment.settings.pipelineSettings)
    return page(
      ExplanationPage(
        title: row.article.headline ?? row.id, explanation: explanation,
        next: (WebLink.article(row.id), "Back to the article")
      ).document(context))
  }

  /// The bytes as they came: as a page that may run and load nothing, as text, or to be saved.
  func original(_ id: String, _ request: HTTPRequest) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    let (found, absence) = try find(id, in: catalogue)
    guard let row = found else { return absence }
    let bytes: [UInt8]
    do {
      bytes = try OriginalBytes(state.deployment.paths).read(
        digest: row.provenance.digest ?? "", limit: Self.originalLimit)
    } catch let failure as PipelineFailure {
      return missing(
        "The original cannot be shown", "\(failure) Look at: winnow original \(row.id)")
    }
    let charset = Self.charset(row.provenance.charset)
    switch request["as"] {
    case "file":
      return plain(
        bytes, "application/octet-stream",
        [("Content-Disposition", "attachment; filename=\"\(row.jobID).original\"")])
    case "text": return plain(bytes, "text/plain; charset=\(charset)")
    default:
      guard row.provenance.format == "html", row.provenance.container == nil else {
        return plain(bytes, "text/plain; charset=\(charset)")
      }
      return HTTPResponse(
        contentType: "text/html; charset=\(charset)",
        fields: Self.common + [
          (
            "Content-Security-Policy",
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
          ), ("X-Frame-Options", "SAMEORIGIN"), ("Cache-Control", "no-store"),
        ], body: bytes)
    }
  }

  /// A name of an encoding that is fit for a field of a head; UTF-8 for others.
  private static func charset(_ name: String?) -> String {
    guard let name, (1...40).contains(name.utf8.count),
      name.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "-_:.".utf8.contains($0)
      })
    else { return "utf-8" }
    return name
  }
}
