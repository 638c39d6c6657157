/// Hands out what happens to each document, so that even a small book sees every kind of event.
///
/// Documents come in blocks; every block has its quota of each event in random order. Mistakes are
/// planted once in a number of blocks, on documents to which nothing else happens.
struct FatePlan<Fate: Equatable> {
  /// What happens to one document.
  struct Slot {
    var fate: Fate
    var mistake: Planted.Kind?
  }

  private let count: Int
  private let blockSize: Int
  private let blocksPerMistake: Int
  private let plain: Fate
  private let quota: [Fate]
  private let mistakes: [Planted.Kind]
  private var blocksOfMistakes: [Int: [Planted.Kind]] = [:]
  private var handedOut = 0
  private var block: [Slot] = []
  /// Documents at the end of the book that are too young for anything to have happened.
  private let young: Int

  init(
    count: Int, blockSize: Int, blocksPerMistake: Int, plain: Fate, quota: [Fate],
    mistakes: [Planted.Kind], young: Int
  ) {
    self.count = count
    self.blockSize = max(1, min(blockSize, count))
    self.blocksPerMistake = blocksPerMistake
    self.plain = plain
    self.quota = quota
    self.mistakes = mistakes
    self.young = young
  }

  /// What happens to the next document.
  mutating func next(using random: inout SplitMix64) -> Slot {
    if handedOut % blockSize == 0 { fill(using: &random) }
    defer { handedOut += 1 }
    return block[handedOut % blockSize]
  }

  private mutating func fill(using random: inout SplitMix64) {
    let index = handedOut / blockSize
    if index % blocksPerMistake == 0 { spreadMistakes(from: index, using: &random) }
    var fates = Array(quota.prefix(blockSize))
    fates += Array(repeating: plain, count: blockSize - fates.count)
    random.shuffle(&fates)
    block = fates.map { Slot(fate: $0) }
    let settled = min(blockSize, count - handedOut - young)
    if settled < blockSize, settled > 0 { calmEnd(from: settled) }
    for mistake in blocksOfMistakes[index] ?? [] {
      let free = block.indices.prefix(max(0, settled)).filter {
        block[$0].fate == plain && block[$0].mistake == nil
      }
      if !free.isEmpty { block[random.pick(free)].mistake = mistake }
    }
  }

  /// Chooses the blocks of the next mistakes; a run of blocks that the book does not fill has none.
  private mutating func spreadMistakes(from index: Int, using random: inout SplitMix64) {
    blocksOfMistakes = [:]
    let whole = max(1, count / blockSize)
    let blocks = min(blocksPerMistake, whole - index)
    guard blocks == blocksPerMistake || index == 0 else { return }
    for mistake in mistakes {
      blocksOfMistakes[index + random.below(blocks), default: []].append(mistake)
    }
  }

  /// Moves events from the young end of the book to documents before it.
  private mutating func calmEnd(from settled: Int) {
    for late in settled..<blockSize where block[late].fate != plain {
      if let free = block.indices.prefix(settled).first(where: { block[$0].fate == plain }) {
        block.swapAt(late, free)
      }
    }
  }
}
