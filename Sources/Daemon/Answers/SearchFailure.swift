internal import FoundationEssentials
internal import SearchIndex
internal import WebServer

/// Why a search was not carried out, as the control socket says it, in problem details (RFC 9457): which
/// parameter, and for a query the place of the mistake in Unicode scalars.
struct SearchFailure: Encodable {
  private let title = HTTPResponse.title(of: 400)
  private let status = 400
  private var detail: String
  private var parameter: String
  private var query: String?
  private var position: Int?
  private var length: Int?
  private var hint: String?

  init(_ failure: SearchRequestError) {
    detail = failure.description
    parameter = failure.parameter
    guard let query = failure.query else { return }
    self.query = query.query
    position = query.range.lowerBound
    length = query.range.count
    detail = query.message + "."
    hint = query.hint + "."
  }

  /// The answer: 400.
  var response: HTTPResponse {
    .problem(Array((try? JSONEncoder().encode(self)) ?? Data()), status: 400)
  }
}
