internal import FoundationEssentials
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
      return Self.problem(400, error.description, parameter: error.parameter)
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
      return Self.problem(409, error.description, parameter: "after")
    } catch {
      return .error(500, "the ledger cannot be read; look at: winnow audit")
    }
  }

  /// Problem details (RFC 9457) whose text holds something of the client's.
  private static func problem(
    _ status: Int, _ detail: String, parameter: String
  ) -> HTTPResponse {
    struct Problem: Encodable {
      var title: String
      var status: Int
      var detail: String
      var parameter: String
    }
    let problem = Problem(
      title: HTTPResponse.title(of: status), status: status, detail: detail, parameter: parameter)
    return .problem(Array((try? JSONEncoder().encode(problem)) ?? Data()), status: status)
  }
}
