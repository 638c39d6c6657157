/// Loops over vectors of equal length: no bounds are checked row by row and nothing is appended, so
/// that the compiler may do several rows at once.
///
/// They are public, and a loop stands in the function itself and in no closure inside: only then it
/// is made for the types and the step of whoever calls it, wherever that stands.
public enum RowLoops {
  /// What a step makes of each value.
  @inlinable @inline(__always)
  public static func map<A, Made: BitwiseCopyable>(_ a: [A], _ step: (A) -> Made) -> [Made] {
    var result: [Made] = empty(a.count)
    var made = result.mutableSpan
    let a = a.span
    for row in 0..<a.count { unsafe made[unchecked: row] = step(a[unchecked: row]) }
    return result
  }

  /// What a step makes of the values of each row.
  @inlinable @inline(__always)
  public static func map<A, B, Made: BitwiseCopyable>(
    _ a: [A], _ b: [B], _ step: (A, B) -> Made
  ) -> [Made] {
    precondition(a.count == b.count, "vectors of equal length")
    var result: [Made] = empty(a.count)
    var made = result.mutableSpan
    let (a, b) = (a.span, b.span)
    for row in 0..<a.count {
      unsafe made[unchecked: row] = step(a[unchecked: row], b[unchecked: row])
    }
    return result
  }

  /// The values at some positions, each of which must be there.
  @inlinable @inline(__always)
  public static func gather<A: BitwiseCopyable>(_ values: [A], at positions: [Int32]) -> [A] {
    var result: [A] = empty(positions.count)
    var made = result.mutableSpan
    let (values, positions) = (values.span, positions.span)
    let limit = UInt32(clamping: values.count)
    for row in 0..<positions.count {
      let position = unsafe positions[unchecked: row]
      precondition(UInt32(bitPattern: position) < limit, "a position of the vector")
      unsafe made[unchecked: row] = values[unchecked: Int(position)]
    }
    return result
  }

  /// The values at some positions, counted from the first argument but one; where a position is
  /// below zero, the last argument.
  @inlinable @inline(__always)
  static func gather<A: BitwiseCopyable>(
    _ values: [A], at positions: [Int32], from first: Int32, missing: A
  ) -> [A] {
    var result: [A] = empty(positions.count)
    var made = result.mutableSpan
    let (values, positions) = (values.span, positions.span)
    let limit = UInt32(clamping: values.count)
    for row in 0..<positions.count {
      let position = unsafe positions[unchecked: row]
      let place = position &- first
      precondition(position < 0 || UInt32(bitPattern: place) < limit, "a position of the vector")
      unsafe made[unchecked: row] = position < 0 ? missing : values[unchecked: Int(place)]
    }
    return result
  }

  /// The numbers of a stretch.
  package static func counting(_ numbers: Range<Int32>) -> [Int32] {
    var result: [Int32] = empty(numbers.count)
    var made = result.mutableSpan
    for row in 0..<numbers.count {
      unsafe made[unchecked: row] = numbers.lowerBound &+ Int32(truncatingIfNeeded: row)
    }
    return result
  }

  /// The numbers from each start to its stop, one stretch behind the other, and for each the place
  /// of its stretch; a stop before its start ends an empty one.
  package static func stretches(
    _ starts: [Int32], _ stops: [Int32]
  ) -> (numbers: [Int32], places: [Int32]) {
    precondition(starts.count == stops.count, "each stretch has an end")
    let counts = map(starts, stops) { max(0, Int($1) - Int($0)) }
    let count = counts.reduce(0, +)
    // Most stretches are short: as many numbers are written in any case, and those that are too
    // many are written over, as a loop that ends anywhere would be guessed wrong each time.
    let few = 8
    var (numbers, places): ([Int32], [Int32]) = (empty(count + few), empty(count + few))
    var number = numbers.mutableSpan
    var owner = places.mutableSpan
    let (starts, lengths) = (starts.span, counts.span)
    var next = 0
    for place in 0..<starts.count {
      let start = unsafe starts[unchecked: place]
      let length = unsafe lengths[unchecked: place]
      for offset in 0..<few {
        unsafe number[unchecked: next &+ offset] = start &+ Int32(truncatingIfNeeded: offset)
        unsafe owner[unchecked: next &+ offset] = Int32(truncatingIfNeeded: place)
      }
      var offset = few
      while offset < length {
        unsafe number[unchecked: next &+ offset] = start &+ Int32(truncatingIfNeeded: offset)
        unsafe owner[unchecked: next &+ offset] = Int32(truncatingIfNeeded: place)
        offset &+= 1
      }
      next &+= length
    }
    numbers.removeLast(few)
    places.removeLast(few)
    return (numbers, places)
  }

  /// The positions at which a vector says yes, ascending.
  package static func positions(where answers: [Bool]) -> [Int32] {
    let few = 8
    var result: [Int32] = empty(answers.count)
    var made = result.mutableSpan
    let answers = answers.span
    let bytes = unsafe answers.bytes
    var (row, next) = (0, 0)
    while row < answers.count {
      // Often none of some rows is wanted.
      if row &+ few <= answers.count,
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: row, as: UInt64.self) == 0
      {
        row &+= few
        continue
      }
      for _ in 0..<min(few, answers.count &- row) {
        // Written in any case, kept where it is wanted: a branch would be guessed wrong.
        unsafe made[unchecked: next] = Int32(truncatingIfNeeded: row)
        next &+= unsafe answers[unchecked: row] ? 1 : 0
        row &+= 1
      }
    }
    result.removeLast(answers.count - next)
    return result
  }

  /// Whether two vectors are the same.
  @inlinable @inline(__always)
  public static func areEqual<A: FixedWidthInteger>(_ a: [A], _ b: [A]) -> Bool {
    guard a.count == b.count else { return false }
    let (a, b) = (a.span, b.span)
    var differences: A = 0
    for row in 0..<a.count {
      differences |= unsafe a[unchecked: row] ^ b[unchecked: row]
    }
    return differences == 0
  }

  /// Whether all values of a vector are one.
  @inlinable @inline(__always)
  public static func areAll<A: FixedWidthInteger>(_ values: [A], _ value: A) -> Bool {
    let values = values.span
    var differences: A = 0
    for row in 0..<values.count { differences |= unsafe values[unchecked: row] ^ value }
    return differences == 0
  }

  /// How often positions are not the next of the one before; nil unless they ascend from zero or
  /// above.
  static func breaks(of positions: [Int32]) -> Int? {
    guard let first = positions.first, first >= 0 else { return nil }
    let positions = positions.span
    // Below zero as soon as one step is.
    var (count, steps): (Int32, Int32) = (0, 0)
    for row in 1..<positions.count {
      let step = unsafe positions[unchecked: row] &- positions[unchecked: row &- 1] &- 1
      count &+= step == 0 ? 0 : 1
      steps |= step
    }
    return steps >= 0 ? Int(count) : nil
  }

  /// An array whose values are written before anybody reads them.
  @inlinable @inline(__always)
  static func empty<Made: BitwiseCopyable>(_ count: Int) -> [Made] {
    unsafe [Made](unsafeUninitializedCapacity: count) { _, made in made = count }
  }
}
