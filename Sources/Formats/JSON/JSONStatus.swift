import JSONTree

/// What a record says of how its page was fetched.
enum JSONStatus {
  /// Normalized names of members that hold the status of a server's answer.
  private static let names: Set<String> = [
    "status", "statuscode", "httpstatus", "httpstatuscode", "httpcode", "responsecode",
    "responsestatus", "responsestatuscode",
  ]

  /// Members, beside those that describe a page, that are about its fetching.
  private static let fetchNames = ["crawl", "response"]

  /// The beginning of Jina Reader's remark on an error; the status follows.
  private static let warning = "Target URL returned error "

  /// The status from 400 to 599 that the page in an object was served with; nil without one.
  static func ofError(in object: JSONValue) -> Int? {
    let beside = JSONMetadata.objects(of: object) + fetchNames.compactMap { object[$0] }
    for part in [object] + beside {
      for (name, value) in part.members {
        let key = FieldRole.normalized(name)
        if names.contains(key) {
          if let status = value.integer, (400..<600).contains(status) { return status }
        } else if key == "warning", let text = value.string, text.hasPrefix(warning),
          let status = Int(text.dropFirst(warning.utf8.count).prefix(3)),
          (400..<600).contains(status)
        {
          return status
        }
      }
    }
    return nil
  }
}
