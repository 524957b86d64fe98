/*
 * libdeflate's encoder for one thread: a block or many small contents at a time, from one fixed place in memory to another.
 * `scripts/deflate.ts` compiles it with libdeflate's sources, and says what it changes in them.
 */
#include "lib/deflate_compress.c"
#include "lib/utils.c"

/* As large as the blocks of `deflate.ts`. */
#define INPUT_SIZE (512 * 1024)
/* Stored blocks of 65,535 bytes take 5 more each, what `compress_open` appends 6. */
#define OUTPUT_SIZE (INPUT_SIZE + 4096)
/* Levels up to 9 take 0.7 MiB. */
#define STATE_SIZE (1024 * 1024)

static u8 input[INPUT_SIZE];
static u8 output[OUTPUT_SIZE];
static u8 state[STATE_SIZE];
static struct libdeflate_compressor *compressor;

/* For the one compressor that there is. */
static void *take_state(size_t size)
{
	return size <= STATE_SIZE ? state : NULL;
}

static void leave_state(void *place)
{
	(void)place;
}

EXPORT(input_place) u8 *input_place(void)
{
	return input;
}

EXPORT(input_size) size_t input_size(void)
{
	return INPUT_SIZE;
}

EXPORT(output_place) u8 *output_place(void)
{
	return output;
}

/* Once, before all else. Answers 0 where there is no such level. */
EXPORT(begin) int begin(int level)
{
	static const struct libdeflate_options options = {
		.sizeof_options = sizeof(options),
		.malloc_func = take_state,
		.free_func = leave_state,
	};
	compressor = libdeflate_alloc_compressor_ex(level, &options);
	return compressor != NULL;
}

/* Bytes of the input as a complete stream of at most `room` bytes; answers with its size, or 0 where it would be larger. */
EXPORT(compress_whole) size_t compress_whole(size_t start, size_t size, size_t room)
{
	leave_open = false;
	return libdeflate_deflate_compress(compressor, input + start, size, output, room);
}

/*
 * The input's first bytes as blocks of which none is marked final, and an empty stored block after them (RFC 1951, 3.2.4), which
 * ends on a byte: what zlib calls a full flush. Answers with the size, 0 if it went wrong.
 */
EXPORT(compress_open) size_t compress_open(size_t size)
{
	static const u8 no_bytes[] = { 0x00, 0x00, 0xff, 0xff };
	struct deflate_output_bitstream os = { .next = output, .end = output + OUTPUT_SIZE - 6 };

	if (size <= compressor->max_passthrough_size) {
		/* One stored block, or none for no bytes, with the mark in its first bit. */
		os.next += deflate_compress_none(input, size, output, OUTPUT_SIZE - 6);
		output[0] &= ~1;
	} else {
		leave_open = true;
		(*compressor->impl)(compressor, input, size, &os);
		if (os.overflow)
			return 0;
	}
	/* Three bits of header, zeros as what fills up the byte. */
	*os.next++ = os.bitbuf;
	if (os.bitcount > 5)
		*os.next++ = 0;
	memcpy(os.next, no_bytes, sizeof(no_bytes));
	return os.next + sizeof(no_bytes) - output;
}
