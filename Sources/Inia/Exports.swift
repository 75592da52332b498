// What users of the face need to see of the floors below: one import is enough.
@_exported public import IniaCalls
@_exported public import IniaHTTP
@_exported public import IniaHost
@_exported public import IniaModels
@_exported public import IniaPrimitives
@_exported public import IniaShapes
@_exported public import IniaSigning
@_exported public import IniaTransport

// Of the floors that only this one uses, what its users catch.
@_exported public import struct IniaIdentity.IdentityError
@_exported public import enum IniaSettings.SettingOrigin
@_exported public import struct IniaSettings.SettingsError
