internal import Monitoring
internal import Presentation
internal import SearchIndex
internal import WebServer

/// Answers `/matches?q=QUERY&after=NUMBER`: new articles that match, as `winnow search --follow --json` prints
/// them. The field `Winnow-Through` says behind which number to go on.
struct MatchAnswer {
  /// So many entries of the feed without a match are told of before the time to wait is up, so that they
  /// are not looked at again with each that comes.
  private static let passedLimit: UInt64 = 256
  let board: StatusBoard

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    let wanted: MatchRequest
    do throws(SearchRequestError) {
      wanted = try MatchRequest(parameters: request.query)
    } catch {
      return SearchFailure(error).response
    }
    guard let catalogue = board.catalogue else { return ControlHandler.starting }
    do {
      let lines = try catalogue.matchLines(wanted)
      let passed = lines.through - (wanted.after ?? 0)
      let isDue =
        wanted.after == nil || lines.count > 0 || lines.hasMore || passed >= Self.passedLimit
      if !isDue, wanted.wait > 0, !request.mustAnswer { return .later(.seconds(wanted.wait)) }
      return HTTPResponse(
        contentType: "application/x-ndjson",
        fields: [("Winnow-Through", String(lines.through))], body: lines.bytes)
    } catch let error as FeedEnded {
      return ProblemDetails(409, error.description, parameter: "after").response()
    } catch let error as QueryError {
      return SearchFailure(SearchRequestError(error)).response
    } catch {
      return .error(500, "ledger or index cannot be read; look at: winnow audit")
    }
  }
}
