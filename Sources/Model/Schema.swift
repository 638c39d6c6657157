/// What a book is made of: its collections, their fields and the words of its enumerations.
package struct Schema: Sendable {
  /// The collections, in the order of their identifiers.
  package private(set) var collections: [CollectionSchema]
  /// The words of each enumeration, in the order in which they sort.
  package private(set) var words: [EnumerationID: [String]]

  /// A schema with its collections and enumerations.
  package init(_ collections: [CollectionSchema], words: [EnumerationID: [String]]) {
    self.collections = collections
    self.words = words
  }

  /// The collection with an identifier.
  package subscript(id: CollectionID) -> CollectionSchema { collections[id.index] }

  /// The field with an identifier.
  package subscript(id: FieldID) -> FieldSchema {
    collections[id.collection.index].fields[id.index]
  }

  /// The words of an enumeration; empty for one that the book lacks.
  package func words(of id: EnumerationID) -> [String] {
    if case .buckets(let buckets) = id { return buckets.words }
    return words[id] ?? []
  }

  /// Gives an enumeration its words, where a book has words of its own.
  package mutating func setWords(of id: EnumerationID, to newWords: [String]) {
    words[id] = newWords
  }

  /// The collection with a name, singular or plural, whatever its case.
  package func collection(named name: String) -> CollectionID? {
    let wanted = name.lowercased()
    // `lines` and `line` are words of several collections: the first of them is meant.
    let index =
      collections.firstIndex { $0.name == wanted }
      ?? collections.firstIndex { $0.plural == wanted || $0.singular == wanted }
    return index.map(CollectionID.init(index:))
  }

  /// The field with a name in a collection, whatever its case.
  package func field(named name: String, of id: CollectionID) -> FieldID? {
    let wanted = name.lowercased()
    let fields = collections[id.index].fields
    let index =
      fields.firstIndex { $0.name == wanted }
      ?? fields.firstIndex { $0.otherNames.contains(wanted) }
    return index.map { FieldID(id, index: $0) }
  }

  /// Whether the records of any collection have a field of that name.
  package func hasField(named name: String) -> Bool {
    collections.indices.contains { field(named: name, of: CollectionID(index: $0)) != nil }
  }

  /// Adds a field, kept from a file under its own heading; the place that it gets.
  package mutating func append(_ field: FieldSchema, to id: CollectionID) -> FieldID {
    collections[id.index].fields.append(field)
    return FieldID(id, index: collections[id.index].fields.count - 1)
  }
}

/// One collection: what its records are called and which fields they have.
package struct CollectionSchema: Sendable {
  /// The name of the collection and of its file: `invoices`, `invoice_lines`.
  package let name: String
  /// What several records are called, and how a path reaches them: `lines`.
  package let plural: String
  /// Singular, as enclosing records are reached: `invoice`.
  package let singular: String
  /// Singular, as it is told: `bank line`.
  package var singularInWords: String {
    String(decoding: singular.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
  }
  /// One sentence for `help`.
  package let meaning: String
  /// The fields, in the order of their identifiers.
  package internal(set) var fields: [FieldSchema]
  /// The fields that are shown when a question names none.
  package let shown: [String]
  /// The field that names a record: its number or its name.
  package let labels: [String]
  /// The field whose day must not be after the as-of day; nil for records without a date.
  package let dateField: String?
  /// Whether its records are worked out when somebody asks; no file holds them.
  package let isDerived: Bool

  /// A collection and its fields.
  package init(
    _ name: String, plural: String, singular: String, meaning: String, labels: [String],
    dateField: String?, isDerived: Bool = false,
    shown: [String], fields: [FieldSchema]
  ) {
    self.name = name
    self.plural = plural
    self.singular = singular
    self.meaning = meaning
    self.labels = labels
    self.dateField = dateField
    self.isDerived = isDerived
    self.shown = shown
    self.fields = fields
  }
}

/// One field of a collection.
package struct FieldSchema: Sendable {
  /// Where its values come from.
  package enum Origin: Sendable, Hashable {
    /// A column of the book, or of a derived collection's records.
    case stored
    /// Worked out by Accounting for the day that is asked about.
    case derived(DerivedField)
    /// All records of a collection one of whose fields leads back to this one.
    case toMany(CollectionID, via: [FieldID])
  }

  /// The name as asked, lower case.
  package let name: String
  /// Further names that are understood: `invoice` for an allocation's `document`.
  package let otherNames: [String]
  /// What its values are.
  package let type: DataType
  /// Whether it is stored or worked out.
  package let origin: Origin
  /// One sentence for `help` and the manual.
  package let meaning: String
  /// The UBL or EN 16931 term, where there is one.
  package let norm: String

  /// A field.
  package init(
    _ name: String, _ type: DataType, _ origin: Origin = .stored, meaning: String = "",
    norm: String = "", otherNames: [String] = []
  ) {
    self.name = name
    self.type = type
    self.origin = origin
    self.meaning = meaning
    self.norm = norm
    self.otherNames = otherNames
  }
}

/// The fields that Accounting works out; LANGUAGE.md, section 5, defines each.
package enum DerivedField: Sendable, Hashable, CaseIterable {
  // Of a document
  case owed
  case received
  case credited
  case writtenOff
  case isOpen
  case isPaid
  case isOverdue
  case isDisputed
  case disputedOn
  case disputedBy
  case disputedBecause
  case status
  case age
  case daysOverdue
  case aging
  case daysToPay
  case discountDue
  case earlyDiscount
  case country
  // Of a payment or credit note
  case applied
  case unapplied
  // Of a party
  case partyOwed
  case partyOverdueOwed
  case partyUnapplied
  case partyBalance
  case partyLastPayment
  // Of a dispute or promise
  case isResolved
}
