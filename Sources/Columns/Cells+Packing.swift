extension Cells where Element: CellValue {
  /// Packs values as narrow as they are.
  ///
  /// - Parameters:
  ///   - values: the values in row order.
  ///   - missing: the one that stands for a missing value; it does not widen the others.
  /// - Complexity: four passes over the values.
  @_specialize(where Element == Int64)
  @_specialize(where Element == Int32)
  @_specialize(where Element == UInt32)
  @_specialize(where Element == UInt16)
  @_specialize(where Element == Bool)
  package init(packing values: [Element], missing: Element) {
    let coding = Cells.coding(of: values.span, missing: missing.cell)
    let count = values.count
    if let plan = Cells.plan(of: values.span, narrowerThan: coding) {
      let store = unsafe ByteStore(count: plan.size) { memory in
        unsafe plan.write(values.span, to: memory)
      }
      let blocked = CellCoding(
        width: CellCoding.blocked, base: 0, missing: missing.cell, colors: plan.colors)
      self.init(ByteRange(store), count: count, coding: blocked)
      return
    }
    let store = unsafe ByteStore(count: count * coding.width) { memory in
      unsafe Cells.write(values.span, as: coding, to: memory)
    }
    self.init(ByteRange(store), count: count, coding: coding)
  }

  /// Rows from which on a column is worth to be looked at block by block.
  private static var leastRows: Int { 8 * CellBlocks.rows }

  /// The values in blocks, where these take a sixth less room than a coding of whole bytes.
  private static func plan(
    of values: Span<Element>, narrowerThan coding: CellCoding
  ) -> BlockPlan<Element>? {
    guard values.count >= leastRows, coding.width > 0 else { return nil }
    var best = BlockPlan(values, missing: coding.missing, palette: nil)
    if let palette = Palette(values, missing: coding.missing),
      let colored = BlockPlan(values, missing: coding.missing, palette: palette),
      colored.size < best?.size ?? .max
    {
      best = colored
    }
    guard let best, 6 * best.size < 5 * coding.width * values.count else { return nil }
    return best
  }

  /// The narrowest way to write some values.
  private static func coding(of values: Span<Element>, missing: Int64) -> CellCoding {
    var (low, high) = (Int64.max, Int64.min)
    var (missingCount, isEven) = (0, values.count > 1)
    let first = values.isEmpty ? missing : values[0].cell
    let (step, isTooSteep) =
      values.count > 1 ? values[1].cell.subtractingReportingOverflow(first) : (0, false)
    if isTooSteep { isEven = false }
    var expected = first
    for index in values.indices {
      let value = values[index].cell
      isEven = isEven && value == expected
      expected &+= step
      if value == missing {
        missingCount += 1
      } else {
        low = Swift.min(low, value)
        high = Swift.max(high, value)
      }
    }
    if missingCount == values.count { return CellCoding(width: 0, base: missing, missing: missing) }
    if values.count == 1 || isEven && (missingCount == 0 || step == 0) {
      return CellCoding(width: 0, base: first, step: values.count == 1 ? 0 : step, missing: missing)
    }
    let (span, overflow) = high.subtractingReportingOverflow(low)
    // All ones are kept for missing values, whether there are any or not.
    let narrow = overflow ? nil : (1...6).first { span < (1 << Int64(8 * $0)) - 1 }
    let width = narrow ?? 8
    return CellCoding(width: width, base: width == 8 ? 0 : low, missing: missing)
  }

  private static func write(
    _ values: Span<Element>, as coding: CellCoding, to memory: UnsafeMutableRawBufferPointer
  ) {
    guard let start = memory.baseAddress, coding.width > 0 else { return }
    let (base, missing, missingCode) = (coding.base, coding.missing, coding.missingCode)
    @inline(__always)
    func code(_ index: Int) -> UInt64 {
      let value = values[index].cell
      return value == missing ? missingCode : UInt64(bitPattern: value &- base)
    }
    switch coding.width {
    case 1:
      for index in values.indices {
        unsafe start.storeBytes(
          of: UInt8(truncatingIfNeeded: code(index)), toByteOffset: index, as: UInt8.self)
      }
    case 2:
      for index in values.indices {
        unsafe start.storeBytes(
          of: UInt16(truncatingIfNeeded: code(index)), toByteOffset: 2 * index, as: UInt16.self)
      }
    case 3:
      for index in values.indices {
        let code = code(index)
        unsafe start.storeBytes(
          of: UInt16(truncatingIfNeeded: code), toByteOffset: 3 * index, as: UInt16.self)
        unsafe start.storeBytes(
          of: UInt8(truncatingIfNeeded: code >> 16), toByteOffset: 3 * index + 2, as: UInt8.self)
      }
    case 4:
      for index in values.indices {
        unsafe start.storeBytes(
          of: UInt32(truncatingIfNeeded: code(index)), toByteOffset: 4 * index, as: UInt32.self)
      }
    case 5, 6:
      for index in values.indices {
        let (code, place) = (code(index), coding.width * index)
        unsafe start.storeBytes(
          of: UInt32(truncatingIfNeeded: code), toByteOffset: place, as: UInt32.self)
        for byte in 4..<coding.width {
          unsafe start.storeBytes(
            of: UInt8(truncatingIfNeeded: code >> UInt64(8 * byte)), toByteOffset: place + byte,
            as: UInt8.self)
        }
      }
    default:
      for index in values.indices {
        unsafe start.storeBytes(of: values[index].cell, toByteOffset: 8 * index, as: Int64.self)
      }
    }
  }
}
