/// Why a request for a takedown cannot be understood.
enum TakedownOrderError: Error {
  case unknown
  case selection
  case truth
  case why

  /// What to do instead.
  var detail: StaticString {
    switch self {
    case .unknown: "there are id, job, url, story, source, copies, dryRun and why"
    case .selection: "give one of id (as often as wanted), job, url, story and source, not empty"
    case .truth: "copies and dryRun are true or false"
    case .why: "why is kept with the record and must not be empty; leave it out for the default"
    }
  }
}
