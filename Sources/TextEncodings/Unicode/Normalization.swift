/// Unicode's normalization forms (Unicode Standard Annex 15).
package enum Normalization {}
