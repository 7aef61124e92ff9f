package import DropFolder
internal import Model

extension JobClaim {
  /// The journal's words for a claim of the drop folder.
  package init(_ claim: Claim, arrival: Int64) {
    self.init(
      job: claim.jobID, location: .claimed, file: claim.file.path, source: claim.source,
      stamp: FileStamp(claim.file), arrival: arrival,
      sidecars: claim.sidecars.map { SidecarClaim(file: $0.path, stamp: FileStamp($0)) },
      refusal: claim.refusal)
  }

  /// The drop folder's words, for carrying the claim out again after a crash.
  package var dropClaim: Claim {
    Claim(
      jobID: job, file: SeenFile(path: file, stamp),
      sidecars: sidecars.map { SeenFile(path: $0.file, $0.stamp) },
      refusal: refusal)
  }

  /// What is to be done about claims that were carried out: jobs to run, and ids of claims whose
  /// files stay where they are, which end without an outcome and come again.
  package static func outcomes(
    of results: [ClaimResult], arrival: Int64
  ) -> (jobs: [OpenJob], handedBack: [String]) {
    var jobs: [OpenJob] = []
    var handedBack: [String] = []
    for result in results {
      var claim = JobClaim(result.claim, arrival: arrival)
      switch result.fate {
      case .claimed: break
      case .quarantined(let refusal): claim.refusal = refusal
      case .gone: claim.refusal = .gone
      case .left:
        handedBack.append(claim.job)
        continue
      }
      jobs.append(OpenJob(claim: claim))
    }
    return (jobs, handedBack)
  }
}

extension FileStamp {
  package init(_ seen: SeenFile) {
    self.init(inode: seen.inode, size: Int64(seen.size), modified: seen.modified)
  }
}

extension SeenFile {
  package init(path: [UInt8], _ stamp: FileStamp) {
    self.init(
      path: path, inode: stamp.inode, size: UInt64(max(0, stamp.size)), modified: stamp.modified)
  }
}
