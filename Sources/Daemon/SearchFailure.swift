internal import FoundationEssentials
internal import SearchIndex
internal import WebServer

/// Why a search was not carried out, as the control socket says it: which parameter, and for a query the
/// place of the mistake in Unicode scalars.
struct SearchFailure: Encodable {
  private var error: String
  private var parameter: String
  private var query: String?
  private var position: Int?
  private var length: Int?
  private var hint: String?

  init(_ failure: SearchRequestError) {
    error = failure.description
    parameter = failure.parameter
    guard let query = failure.query else { return }
    self.query = query.query
    position = query.range.lowerBound
    length = query.range.count
    error = query.message + "."
    hint = query.hint + "."
  }

  /// The answer: 400.
  var response: HTTPResponse {
    .json(Array((try? JSONEncoder().encode(self)) ?? Data()), status: 400)
  }
}
