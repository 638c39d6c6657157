import Columns
import Model

/// Objects for programs: one array of them, or one a line.
///
/// Plain numbers are JSON numbers in their exact decimal digits. Amounts are strings, since many
/// readers turn a JSON number into a binary fraction; a sum over several currencies is an object
/// with one amount a currency. Every character that a terminal must not see is escaped, which
/// changes nothing for the reader.
struct JSONRenderer: Renderer {
  /// What holds the objects together.
  enum Shape {
    case array
    case lines
  }

  private let columns: [MachineColumn]
  /// The names, quoted and with their colon.
  private let keys: [[UInt8]]
  private let shape: Shape
  private let format: ValueFormat
  private let hasSeveralCurrencies: Bool
  private let rowCount: Int

  init(_ table: ResultTable, shape: Shape) {
    columns = MachineColumn.columns(of: table)
    keys = columns.map { column in
      var key: [UInt8] = []
      JSONText.append(column.name, to: &key)
      return key + [UInt8(ascii: ":")]
    }
    self.shape = shape
    format = ValueFormat(isForPeople: false, words: table.words)
    hasSeveralCurrencies = table.hasSeveralCurrencies
    rowCount = table.rowCount
  }

  mutating func begin(into output: inout [UInt8]) {
    if shape == .array { output.append(UInt8(ascii: "[")) }
  }

  mutating func append(rows: Range<Int>, into output: inout [UInt8]) {
    for row in rows {
      if shape == .array { output.append(contentsOf: (row == 0 ? "\n  " : ",\n  ").utf8) }
      output.append(UInt8(ascii: "{"))
      for index in columns.indices {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        output.append(contentsOf: keys[index])
        append(columns[index].content, row: row, to: &output)
      }
      output.append(UInt8(ascii: "}"))
      if shape == .lines { output.append(UInt8(ascii: "\n")) }
    }
  }

  mutating func end(into output: inout [UInt8]) {
    if shape == .array { output.append(contentsOf: (rowCount == 0 ? "]\n" : "\n]\n").utf8) }
  }

  private func append(
    _ content: MachineColumn.Content, row: Int, to output: inout [UInt8]
  ) {
    switch content {
    case .currencies(let values, let palette):
      let letters = MachineColumn.currencyLetters(values, palette, row: row)
      if letters.isEmpty { appendNull(to: &output) } else { JSONText.append(letters, to: &output) }
    case .values(.number(let vector), _):
      let coefficient = vector.coefficients[row]
      guard coefficient != Missing.coefficient else { return appendNull(to: &output) }
      NumberFormat.append(
        coefficient, scale: vector.scale, places: 0, isGrouped: false, to: &output)
    case .values(.text(let vector), _):
      let code = vector.codes[row]
      guard code != Missing.text else { return appendNull(to: &output) }
      JSONText.append(vector.dictionary[code], to: &output)
    case .values(.money(let vector), let palette?)
    where vector.currencies[row] != Currency.several.code:
      let coefficient = vector.coefficients[row]
      guard coefficient != Missing.coefficient else { return appendNull(to: &output) }
      output.append(UInt8(ascii: "\""))
      NumberFormat.append(
        coefficient, scale: vector.scale, places: palette[vector.currencies[row]].exponent,
        isGrouped: false, to: &output)
      output.append(UInt8(ascii: "\""))
    case .values(let vector, _): append(vector[row], to: &output)
    }
  }

  private func append(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .missing: appendNull(to: &output)
    case .boolean(let isTrue): output.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .number: format.append(value, to: &output)
    case .money(let money):
      // In a list, where no column beside it can tell the currency.
      if hasSeveralCurrencies {
        append(object: [money], to: &output)
      } else {
        append(amountOf: money, to: &output)
      }
    case .bag(let bag): append(object: bag.amounts, to: &output)
    case .list(let values):
      output.append(UInt8(ascii: "["))
      for (position, element) in values.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        append(element, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .date, .period, .duration, .text, .currency, .enumeration, .record:
      var text: [UInt8] = []
      format.append(value, to: &text)
      JSONText.append(text, to: &output)
    }
  }

  private func append(object amounts: [Money], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (position, money) in amounts.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      JSONText.append(money.currency.text.utf8, to: &output)
      output.append(UInt8(ascii: ":"))
      append(amountOf: money, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private func append(amountOf money: Money, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    NumberFormat.append(
      money.amount, places: money.currency.exponent, isGrouped: false, to: &output)
    output.append(UInt8(ascii: "\""))
  }

  private func appendNull(to output: inout [UInt8]) {
    output.append(contentsOf: "null".utf8)
  }
}
