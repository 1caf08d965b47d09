/** The one place where text becomes an address. */
import { getAddress } from "ethers";
import { AppError } from "#shared/errors.ts";
import { EVM_ADDRESS_PATTERN, isForbiddenAddress } from "#shared/domain/addresses.ts";

/**
 * EIP-55 form of an address somebody wrote. Stricter than ethers, which also takes ICAP, addresses without 0x, and the zero address.
 * Throws ADDRESS_INVALID (no 0x and 40 hex digits), ADDRESS_CHECKSUM_INVALID (mixed case that does not fit), ADDRESS_FORBIDDEN (zero, burn, precompile).
 */
export function parseAddress(text: string): string {
  if (!EVM_ADDRESS_PATTERN.test(text))
    throw new AppError("ADDRESS_INVALID", "Write the address as 0x and 40 hexadecimal digits");
  if (isForbiddenAddress(text)) throw new AppError("ADDRESS_FORBIDDEN", "Money sent to this address is lost");
  const digits = text.slice(2);
  const oneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  const checksummed = getAddress(text.toLowerCase());
  if (!oneCase && checksummed !== text)
    throw new AppError("ADDRESS_CHECKSUM_INVALID", "The address has a typing error: its checksum does not fit");
  return checksummed;
}
