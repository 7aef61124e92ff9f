package import Model

/// Decides, one document after another, what each is a copy, a digest or a part of, and to which
/// story it belongs.
///
/// The state depends only on the documents and decisions given so far, in order: `decide` judges and
/// then calls `insert`, and a replay that calls `insert` with recorded decisions ends in the same
/// state. Used by one task at a time; holds at most `CopyIndexOptions.hotDocumentLimit` documents.
package final class CopyIndex {
  /// What the index was made with.
  package let options: CopyIndexOptions
  var window: HotWindow
  var postings: BucketTable
  var texts: BucketTable
  var digests: BucketTable
  var frequencies: FrequencySketch
  var comparer = Comparer()
  var hits = ScratchTable<UInt32>(zero: 0, capacity: 2048)
  var stories: StoryIndex
  private var lastVector: (number: DecisionNumber, vector: TermVector)?
  var clusters: [DecisionNumber: ClusterState] = [:]
  private var learner: BoilerplateLearner
  /// What was learned of sources since it was last taken, in order.
  private var learned: [LearnedLines] = []
  let cold: (any ColdSignatures)?
  /// What went wrong when the disk was asked; a decision given since must not be recorded.
  package internal(set) var coldFailure: (any Error)?

  /// An empty index. `cold` finds documents that have left the window; `library` is what was learned
  /// of sources before.
  package init(
    options: CopyIndexOptions = CopyIndexOptions(), cold: (any ColdSignatures)? = nil,
    library: BoilerplateLibrary = BoilerplateLibrary()
  ) {
    self.options = options
    learner = BoilerplateLearner(library)
    self.cold = cold
    let capacity = min(4096, options.hotCapacity)
    window = HotWindow(capacity: capacity)
    stories = StoryIndex(options: options)
    (postings, texts, digests) = Self.tables(capacity: capacity, options: options)
    frequencies = FrequencySketch(documentCount: capacity)
  }

  /// Judges a document against all earlier ones, takes it in, and says what was decided.
  package func decide(_ document: SignedDocument) -> CopyDecision {
    let decision = judge(document)
    insert(document, decision: decision, learns: true)
    return decision
  }

  /// Takes in a document whose decision is known: on replay and when the window is restored.
  package func insert(_ document: SignedDocument, decision: CopyDecision) {
    insert(document, decision: decision, learns: false)
  }

  private func insert(_ document: SignedDocument, decision: CopyDecision, learns: Bool) {
    assert(decision.copyOf.map { $0 < document.number } ?? true, "a copy is of an earlier one")
    assert(decision.story <= document.number && decision.head <= document.number)
    makeSpace(for: document.number)
    defer { lastVector = nil }
    let signature = document.signature
    let entry = HotDocument(document, decision, digest: Self.key(document.digest))
    if decision.copyOf == nil, decision.contains.isEmpty { count(signature.shingles) }
    let slot = window.append(entry, signature)
    assert(window[document.number]?.number == document.number)
    post(entry, slot: slot, shingles: signature.shingles)
    updateCluster(decision)
    if decision.contains.isEmpty {
      stories.insert(
        signature, vector: vector(of: document), storyTime: document.datedStoryTime,
        story: decision.story)
    }
    if let source = document.source, decision.contains.isEmpty {
      let lines = learner.note(
        signature.lines, source: source, story: decision.story, learns: learns)
      if let lines { learned.append(lines) }
    }
    for digest in decision.containedBy { window.markDigest(digest) }
  }

  /// The lines that a source has put on three unrelated articles so far.
  package func boilerplate(of source: String?) -> BoilerplateSnapshot {
    learner.library.snapshot(of: source)
  }

  /// What was learned of sources since this was last asked; it belongs to the record of the decisions.
  package func takeLearned() -> [LearnedLines] {
    defer { learned = [] }
    return learned
  }

  /// Bytes held by tables and window, about.
  package var byteCount: Int {
    window.byteCount + postings.byteCount + texts.byteCount + digests.byteCount
      + frequencies.byteCount + clusters.count * 64 + stories.byteCount
  }

  // MARK: Taking in

  /// The weights of a document's terms: made once, although judging and taking in both ask.
  func vector(of document: SignedDocument) -> TermVector {
    if let lastVector, lastVector.number == document.number { return lastVector.vector }
    let vector = stories.vector(of: document.signature)
    lastVector = (document.number, vector)
    return vector
  }

  private static func tables(
    capacity: Int, options: CopyIndexOptions
  ) -> (BucketTable, BucketTable, BucketTable) {
    let slotBits = capacity.trailingZeroBitCount
    return (
      BucketTable(count: capacity * options.postedShingleCount, slotBits: slotBits),
      BucketTable(count: capacity, slotBits: slotBits),
      BucketTable(count: capacity, slotBits: slotBits)
    )
  }

  /// First bytes of a digest as a number; 0 for none.
  static func key(_ digest: [UInt8]) -> UInt64 {
    guard digest.count >= 8 else { return 0 }
    return digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  static func postingKey(_ shingle: UInt32) -> UInt64 {
    Mixing.mix(UInt64(shingle) &+ Mixing.golden)
  }

  /// Doubles the window until its limit, then lets the oldest documents go.
  private func makeSpace(for number: DecisionNumber) {
    precondition(number.rawValue >= window.end, "documents come in order of their numbers")
    while !window.hasSpace(for: number.rawValue) {
      if window.capacity < options.hotCapacity { grow() } else { evictOldest() }
    }
  }

  private func grow() {
    window = window.doubled()
    frequencies = FrequencySketch(documentCount: window.capacity)
    (postings, texts, digests) = Self.tables(capacity: window.capacity, options: options)
    window.forEachDocument { entry in
      var shingles: [UInt32] = []
      window.forEachShingle(entry) { shingle, _ in shingles.append(shingle) }
      if entry.root == entry.number, !entry.isDigest { count(shingles) }
      post(entry, slot: window.slot(of: entry.number.rawValue), shingles: shingles)
    }
  }

  private func evictOldest() {
    assert(window.start < window.end, "there is a document to evict")
    let slot = window.slot(of: window.start)
    if let entry = window[slot] {
      window.forEachShingle(entry) { shingle, _ in
        postings.remove(Self.postingKey(shingle), slot: slot)
      }
      texts.remove(Mixing.mix(entry.textHash), slot: slot)
      if entry.digest != 0 { digests.remove(Mixing.mix(entry.digest), slot: slot) }
      if var cluster = clusters[entry.root] {
        assert(cluster.hotMemberCount > 0, "its hot members are counted")
        cluster.hotMemberCount -= 1
        clusters[entry.root] = cluster.hotMemberCount > 0 ? cluster : nil
      }
    }
    _ = window.removeFirst()
  }

  private func post(_ entry: HotDocument, slot: UInt32, shingles: [UInt32]) {
    texts.insert(Mixing.mix(entry.textHash), slot: slot, limit: 4)
    if entry.digest != 0 { digests.insert(Mixing.mix(entry.digest), slot: slot, limit: 2) }
    for shingle in rarest(shingles) {
      postings.insert(Self.postingKey(shingle), slot: slot, limit: 12)
    }
  }

  /// The shingles to post: rarest first, then the lowest hashes, which coarser samples hold too.
  private func rarest(_ shingles: [UInt32]) -> [UInt32] {
    // A quarter of a long one, so that each article of a digest has its part.
    let limit = max(options.postedShingleCount, shingles.count / 4)
    guard shingles.count > limit else { return shingles }
    var largest = LargestKeys(limit: limit)
    for shingle in shingles {
      let count = min(frequencies.count(Self.postingKey(shingle)), 3)
      largest.offer(~(UInt64(count) << 32 | UInt64(shingle)))
    }
    return largest.keys.map { ~UInt32(truncatingIfNeeded: $0) }
  }

  /// Counts the shingles of a document that starts a cluster.
  private func count(_ shingles: [UInt32]) {
    for shingle in shingles { frequencies.add(Self.postingKey(shingle)) }
  }

  /// Notes a copy in its cluster; a cluster of one has no state of its own.
  private func updateCluster(_ decision: CopyDecision) {
    guard let root = decision.copyOf else { return }
    var cluster =
      clusters[root] ?? ClusterState(head: root, hotMemberCount: window[root] == nil ? 0 : 1)
    cluster.head = decision.head
    cluster.hotMemberCount += 1
    assert(cluster.head >= root, "the root is the cluster's first document")
    clusters[root] = cluster
  }
}
