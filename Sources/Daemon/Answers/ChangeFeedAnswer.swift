internal import Monitoring
internal import Presentation
internal import WebServer

/// Answers `/articles?after=NUMBER`: lines of the change feed, as `winnow export --after` prints them.
///
/// With `wait=SECONDS` a question that nothing is to be told on yet waits for that long. The field
/// `Winnow-Through` says behind which number to go on, also where the filters let no line through.
struct ChangeFeedAnswer {
  let board: StatusBoard

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    let wanted: ChangeRequest
    do throws(ChangeRequestError) {
      wanted = try ChangeRequest(parameters: request.query)
    } catch {
      return ProblemDetails(400, error.description, parameter: error.parameter).response()
    }
    guard let catalogue = board.catalogue else { return ControlHandler.starting }
    do {
      let lines = try catalogue.changeLines(wanted)
      if lines.count == 0, !lines.hasMore, wanted.wait > 0, !request.mustAnswer {
        return .later(.seconds(wanted.wait))
      }
      return HTTPResponse(
        contentType: "application/x-ndjson",
        fields: [("Winnow-Through", String(lines.through))], body: lines.bytes)
    } catch let error as FeedEnded {
      return ProblemDetails(409, error.description, parameter: "after").response()
    } catch {
      return .error(500, "the ledger cannot be read; look at: winnow audit")
    }
  }
}
