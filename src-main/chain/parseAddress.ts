/** Strict address parser: the only way text becomes an address of the chain rooms. */
import { getAddress } from "ethers";
import { EVM_ADDRESS_PATTERN, isForbiddenAddress } from "#shared/domain/addresses.ts";
import { AppError } from "#shared/errors.ts";

/**
 * The EIP-55 form. Throws ADDRESS_INVALID (not 0x and 40 hex digits: no ICAP, no ENS name, no invisible character), ADDRESS_CHECKSUM_INVALID
 * (mixed case that contradicts EIP-55) or ADDRESS_FORBIDDEN (zero, burn and precompile addresses, at which money is lost).
 */
export function parseAddress(text: string): string {
  if (!EVM_ADDRESS_PATTERN.test(text))
    throw new AppError("ADDRESS_INVALID", "An address is 0x and 40 hex digits, nothing else");
  const address = checksummed(text);
  if (isForbiddenAddress(address))
    throw new AppError("ADDRESS_FORBIDDEN", "Nobody holds the key of this address; money sent there is lost");
  return address;
}

function checksummed(text: string): string {
  try {
    return getAddress(text);
  } catch {
    // The only fault left after the pattern. ethers' own error would repeat the text.
    throw new AppError("ADDRESS_CHECKSUM_INVALID", "The address's capital letters do not fit its digits (EIP-55)");
  }
}
