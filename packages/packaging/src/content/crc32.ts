/**
 * CRC-32 of joined pieces from the CRC-32s of the pieces (ISO 3309 polynomial, bits reflected, as gzip and zip use it).
 *
 * A CRC is a remainder of polynomials over GF(2), and appending n zero bytes multiplies the remainder by x^(8n). So
 * crc(A ‖ B) = crc(A) · x^(8·|B|) + crc(B), where the complements at both ends cancel out.
 */

const POLYNOMIAL = 0xedb88320;
/** The polynomial "1": in reflected order the highest bit is the constant term. */
const ONE = 0x80000000;

/** a · b modulo the CRC polynomial. */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}

/** x^(8·2^k) for k = 0…63, each the square of the one before. */
const POWERS: readonly number[] = (() => {
  let power = 0x00800000; // x^8
  return Array.from({ length: 64 }, () => {
    const current = power;
    power = multiply(power, power);
    return current;
  });
})();

/** x^(8·bytes); `bytes` may exceed 32 bits. */
function shiftBy(bytes: number): number {
  let result = ONE;
  let rest = bytes;
  for (let k = 0; rest > 0; k++) {
    if (rest % 2 === 1) result = multiply(POWERS[k] as number, result);
    rest = Math.floor(rest / 2);
  }
  return result;
}

/** CRC-32 of A followed by B, where `sizeOfB` is in bytes. */
export function combineCrc32(crcOfA: number, crcOfB: number, sizeOfB: number): number {
  return (multiply(shiftBy(sizeOfB), crcOfA) ^ crcOfB) >>> 0;
}
