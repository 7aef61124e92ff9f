import Model

extension SearchRun {
  /// Adds the `size` hits with the newest dates.
  func gatherNewest(_ size: Int, into gathering: inout Gathering) throws {
    var isExhausted = true
    for one in plan.cases {
      for slice in slices {
        var query = CandidateQuery(one, rows: 0..<Int64(newest.rawValue) + 1, limit: size)
        query.isByDate = true
        let found = try slice.candidates(query)
        gathering.add(found)
        if found.count == size { isExhausted = false }
        if isLate(gathering.found.count) {
          gathering.isLate = true
          return
        }
      }
    }
    gathering.isExhausted = isExhausted
    gathering.found.sort {
      ($0.local ?? .min, $0.number) > ($1.local ?? .min, $1.number)
    }
    gathering.found = Array(gathering.found.prefix(size))
  }
}
