internal import ControlAPI
internal import Ledger
internal import Model
internal import Presentation
internal import SearchIndex
internal import WebPages
internal import WebServer

extension WebHandler {
  /// Hits on a page, and in a feed.
  private static let pageLimit = 20
  private static let feedLimit = 50
  /// Time for the counts: what is counted by then is shown as “at least”.
  private static let countingTime = SearchTime(
    enough: .milliseconds(16), few: .milliseconds(16), none: .milliseconds(16))
  /// Parameters that go to the search as they are.
  private static let passed: Set<String> = ["q", "sort", "after", "all-copies"]

  /// `/`: a search, or the newest stories.
  func search(_ request: HTTPRequest) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    let typed = request["q"] ?? ""
    var shown = SearchPage(typed: typed, after: request["after"])
    do throws(SearchRequestError) {
      shown.request = try Self.wanted(request, limit: Self.pageLimit)
    } catch {
      shown.failure = error
      return page(shown.document(context), status: 400)
    }
    guard let wanted = shown.request else { return missing() }
    do {
      let result = try catalogue.search(wanted, time: .served)
      shown.listings = try listings(of: result, in: catalogue)
      shown.result = result
      shown.facets = try facets(of: wanted, in: catalogue)
    } catch let error as QueryError {
      shown.failure = SearchRequestError(error)
      return page(shown.document(context), status: 400)
    }
    let report = watch.current().report
    shown.archive = (report.articles, report.stories)
    return page(shown.document(context))
  }

  /// `/feed.atom`, `/feed.json`: the same as a feed, the newest first.
  func feed(_ request: HTTPRequest, isAtom: Bool) throws -> HTTPResponse {
    let catalogue = try state.catalogue()
    var wanted: SearchRequest
    do throws(SearchRequestError) {
      wanted = try Self.wanted(request, limit: Self.feedLimit)
    } catch {
      return page(
        SearchPage(typed: request["q"] ?? "", failure: error).document(context), status: 400)
    }
    wanted.order = .date
    let result = try catalogue.search(wanted, time: .served)
    let isLatest = (request["q"] ?? "").allSatisfy(\.isWhitespace)
    let query = isLatest ? nil : request["q"]
    let copies = wanted.includesCopies ? "1" : nil
    let feed = SearchFeed(
      query: isLatest ? "" : result.query, listings: try listings(of: result, in: catalogue),
      feedPath: WebLink.path(
        request.path, [("q", query), ("all-copies", copies), ("key", request["key"])]),
      pagePath: WebLink.path("/", [("q", query), ("all-copies", copies)]))
    return isAtom
      ? plain(feed.atom(context), "application/atom+xml; charset=utf-8")
      : plain(feed.json(context), "application/feed+json; charset=utf-8")
  }

  /// What an address asks for.
  private static func wanted(
    _ request: HTTPRequest, limit: Int
  ) throws(SearchRequestError) -> SearchRequest {
    var parameters = request.query.filter { passed.contains($0.name) && !$0.value.isEmpty }
    let isLatest = (request["q"] ?? "").allSatisfy(\.isWhitespace)
    if isLatest {
      parameters.removeAll { $0.name == "q" || $0.name == "sort" }
      parameters += SearchPage.latest
    }
    parameters.append(("limit", String(limit)))
    return try SearchRequest(parameters: parameters)
  }

  private func listings(
    of result: SearchResult, in catalogue: Catalogue
  ) throws -> [SearchListing] {
    try result.hits.map { hit in
      SearchListing(found: hit, row: try catalogue.ledger.article(hit.summary.number))
    }
  }

  private func facets(of wanted: SearchRequest, in catalogue: Catalogue) throws -> [SearchFacet] {
    var counted = wanted
    counted.cursor = nil
    let fields: [CountField] = [.source, .lang, .day, .outcome]
    let (counts, isPartial) = try catalogue.counts(of: counted, by: fields, time: Self.countingTime)
    return zip(fields, counts).map { SearchFacet(field: $0, counts: $1, isPartial: isPartial) }
  }
}
