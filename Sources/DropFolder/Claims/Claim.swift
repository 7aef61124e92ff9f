package import Model

/// What is to become of one file, or of a page with its sidecars: an entry of the journal's CLAIMING
/// record. Nothing has been moved yet when a claim is made.
package struct Claim: Hashable, Sendable {
  /// A ULID.
  package var jobID: String
  package var file: SeenFile
  /// Files that describe this one; claimed with it.
  package var sidecars: [SeenFile]
  /// When set, the file goes to quarantine and not to a job.
  package var refusal: Refusal?

  package init(
    jobID: String, file: SeenFile, sidecars: [SeenFile] = [], refusal: Refusal? = nil
  ) {
    self.jobID = jobID
    self.file = file
    self.sidecars = sidecars
    self.refusal = refusal
  }

  /// The paths of its files, the page's first.
  package var paths: [[UInt8]] { [file.path] + sidecars.map(\.path) }

  /// The scraper's name: the folder below the inbox, if any.
  package var source: String? { Spool.source(of: file.path) }
}
